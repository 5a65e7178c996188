#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

struct ce_editor {
  ce_configuration configuration;
  EditLine *handle;
  History *history;
  FILE *input;
  FILE *output;
  const char *prompt;
  void *context;
};

static ce_editor *editor_of(EditLine *handle) {
  ce_editor *editor = NULL;
  el_get(handle, EL_CLIENTDATA, &editor);
  return editor;
}

static char *prompt_of(EditLine *handle) { return (char *)editor_of(handle)->prompt; }

// MARK: Keys

// libedit's own reader drops what is not ASCII in some locales, does not hear of
// signals that another thread took, and leaves no place to redraw from. libedit has
// flushed its output before this is called.
static int read_character(EditLine *handle, wchar_t *character) {
  ce_editor *editor = editor_of(handle);
  const ce_configuration *configuration = &editor->configuration;
  mbstate_t state = {0};
  for (;;) {
    struct pollfd ready[] = {
      {.fd = configuration->doorbell, .events = POLLIN},
      {.fd = configuration->input, .events = POLLIN},
    };
    if (poll(ready, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return -1;
    }
    if (ready[0].revents != 0 && !configuration->woken(editor->context)) {
      errno = EINTR;
      return -1;
    }
    if (ready[1].revents == 0) continue;
    char byte;
    // One byte: what is typed ahead stays in the terminal for whoever reads next.
    ssize_t count = read(configuration->input, &byte, 1);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) return (int)count;
    size_t length = mbrtowc(character, &byte, 1, &state);
    if (length <= 1) return 1;
    // (size_t)-2 waits for the rest of the character, (size_t)-1 was none.
    if (length == (size_t)-1) state = (mbstate_t){0};
  }
}

static unsigned char complete(EditLine *handle, int key) {
  (void)key;
  ce_editor *editor = editor_of(handle);
  return editor->configuration.complete(editor->context) ? CC_REFRESH : CC_ERROR;
}

// MARK: Bracketed paste

static const wchar_t paste_end[] = L"\033[201~";
enum { PASTE_END_LENGTH = sizeof paste_end / sizeof *paste_end - 1 };

typedef struct {
  wchar_t *text;
  size_t length;
  size_t room;
} wide_text;

static bool append(wide_text *text, wchar_t character) {
  if (text->length == text->room) {
    size_t room = text->room == 0 ? 256 : text->room * 2;
    wchar_t *grown = realloc(text->text, room * sizeof *grown);
    if (grown == NULL) return false;
    text->text = grown;
    text->room = room;
  }
  text->text[text->length++] = character;
  return true;
}

static bool ends_paste(const wide_text *text) {
  return text->length >= PASTE_END_LENGTH
    && wmemcmp(text->text + text->length - PASTE_END_LENGTH, paste_end, PASTE_END_LENGTH) == 0;
}

// Terminals send CR, or CR LF, for the end of a pasted line.
static void make_lines(wide_text *text) {
  size_t length = 0;
  wchar_t previous = L'\0';
  for (size_t index = 0; index < text->length; index++) {
    wchar_t character = text->text[index];
    bool is_kept = character != L'\0' && !(character == L'\n' && previous == L'\r');
    if (is_kept) text->text[length++] = character == L'\r' ? L'\n' : character;
    previous = character;
  }
  while (length > 0 && text->text[length - 1] == L'\n') length--;
  text->length = length;
}

static unsigned char paste(EditLine *handle, int key) {
  (void)key;
  wide_text text = {0};
  wchar_t character;
  bool is_whole = false;
  while (!is_whole && el_wgetc(handle, &character) == 1 && append(&text, character)) {
    is_whole = ends_paste(&text);
  }
  if (is_whole) {
    text.length -= PASTE_END_LENGTH;
    make_lines(&text);
    is_whole = append(&text, L'\0') && el_winsertstr(handle, text.text) == 0;
  }
  free(text.text);
  // A paste cut short is the end of input or of the line, as `woken` decided.
  return is_whole ? CC_REFRESH : CC_EOF;
}

// MARK: Life

// Streams of its own: libedit wants FILE, and nothing else may share the buffers.
static FILE *open_stream(int descriptor, const char *mode) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return NULL;
  FILE *stream = fdopen(copy, mode);
  if (stream == NULL) close(copy);
  return stream;
}

static void set_terminal(EditLine *handle, const char *terminal) {
  const char *current = NULL;
  el_get(handle, EL_TERMINAL, &current);
  if (current == NULL || strcmp(current, terminal) != 0) el_set(handle, EL_TERMINAL, terminal);
  // With automatic margins libedit clears a cell too many when text is put into the
  // first row of a wrapped line.
  el_set(handle, EL_SETTC, "am", "no", NULL);
  el_set(handle, EL_SETTC, "xn", "no", NULL);
}

static bool open_history(ce_editor *editor) {
  editor->history = history_init();
  if (editor->history == NULL) return false;
  HistEvent event;
  // The size is 0 until it is set, and nothing is kept.
  history(editor->history, &event, H_SETSIZE, editor->configuration.history_size);
  el_set(editor->handle, EL_HIST, history, editor->history);
  return true;
}

static bool open_handle(ce_editor *editor, const ce_configuration *configuration) {
  editor->input = open_stream(configuration->input, "r");
  editor->output = open_stream(configuration->output, "w");
  if (editor->input == NULL || editor->output == NULL) return false;
  editor->handle = el_init_fd(
    configuration->program, editor->input, editor->output, editor->output,
    configuration->input, configuration->output, configuration->output);
  return editor->handle != NULL;
}

ce_editor *ce_open(const ce_configuration *configuration) {
  ce_editor *editor = calloc(1, sizeof *editor);
  if (editor == NULL) return NULL;
  ce_use_utf8();
  editor->configuration = *configuration;
  editor->prompt = "";
  if (!open_handle(editor, configuration) || !open_history(editor)) {
    ce_close(editor);
    return NULL;
  }
  el_set(editor->handle, EL_CLIENTDATA, editor);
  set_terminal(editor->handle, configuration->terminal);
  el_set(editor->handle, EL_EDITOR, "emacs");
  el_set(editor->handle, EL_SIGNAL, 0);
  // The terminal must not turn CR and LF into each other: the CR LF of a paste is one line.
  el_set(editor->handle, EL_SETTY, "-d", "-icrnl", "-inlcr", NULL);
  el_set(editor->handle, EL_PROMPT_ESC, prompt_of, '\1');
  el_set(editor->handle, EL_ADDFN, "complete", "Complete the word", complete);
  el_set(editor->handle, EL_ADDFN, "paste", "Insert pasted text", paste);
  el_set(editor->handle, EL_GETCFN, read_character);
  return editor;
}

void ce_close(ce_editor *editor) {
  int saved = errno;
  if (editor->handle != NULL) el_end(editor->handle);
  if (editor->history != NULL) history_end(editor->history);
  if (editor->input != NULL) fclose(editor->input);
  if (editor->output != NULL) fclose(editor->output);
  free(editor);
  errno = saved;
}

void ce_bind(ce_editor *editor, const char *key, const char *command) {
  el_set(editor->handle, EL_BIND, key, command, NULL);
}

void ce_read_settings(ce_editor *editor, const char *path) { el_source(editor->handle, path); }

const char *ce_read_line(
  ce_editor *editor, const char *prompt, void *context, size_t *length) {
  editor->prompt = prompt;
  editor->context = context;
  ce_terminal_lend(
    editor->configuration.input, editor->configuration.output,
    editor->configuration.has_escapes);
  // libedit would draw the prompt first: what is typed between is echoed, and its
  // CR and LF are turned into each other.
  ce_set_editing(editor, true);
  int count = 0;
  const char *line = el_gets(editor->handle, &count);
  fflush(editor->output);
  ce_terminal_restore();
  *length = line == NULL || count < 0 ? 0 : (size_t)count;
  editor->prompt = "";
  return line;
}

// MARK: History

void ce_history_enter(ce_editor *editor, const char *entry) {
  HistEvent event;
  history(editor->history, &event, H_ENTER, entry);
}

void ce_history_clear(ce_editor *editor) {
  HistEvent event;
  history(editor->history, &event, H_CLEAR);
}

// MARK: Line and screen

ce_line ce_current_line(ce_editor *editor) {
  const LineInfo *line = el_line(editor->handle);
  return (ce_line){
    .text = line->buffer,
    .length = (size_t)(line->lastchar - line->buffer),
    .cursor = (size_t)(line->cursor - line->buffer),
  };
}

void ce_insert(ce_editor *editor, const char *text) { el_insertstr(editor->handle, text); }

void ce_delete_before_cursor(ce_editor *editor, int characters) {
  el_deletestr(editor->handle, characters);
}

void ce_move_cursor(ce_editor *editor, int characters) { el_cursor(editor->handle, characters); }

void ce_draw(ce_editor *editor) { el_set(editor->handle, EL_REFRESH); }

void ce_write(ce_editor *editor, const char *text) {
  fputs(text, editor->output);
  fflush(editor->output);
}

void ce_measure(ce_editor *editor) { el_resize(editor->handle); }

void ce_set_editing(ce_editor *editor, bool is_editing) {
  el_set(editor->handle, EL_PREP_TERM, is_editing ? 1 : 0);
  if (editor->configuration.has_escapes) {
    ce_write(editor, is_editing ? "\033[?2004h" : "\033[?2004l");
  }
}
