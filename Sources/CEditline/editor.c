#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <histedit.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

struct ce_editor {
  ce_configuration configuration;
  EditLine *handle;
  History *history;
  FILE *input;
  FILE *output;
  const char *prompt;
  void *context;
  /// Whether what is read without a pause was taken for a paste.
  bool is_gush;
  size_t bytes_read;
  bool has_vi_keys;
  /// Whether a key of the line was asked for, and waited for.
  bool has_begun;
  bool was_idle;
  bool is_pasting;
};

// What an Escape that stands alone is read as: a control character that no keyboard has.
enum { CE_ESCAPE = 0x9b };

static ce_editor *editor_of(EditLine *handle) {
  ce_editor *editor = NULL;
  el_get(handle, EL_CLIENTDATA, &editor);
  return editor;
}

static char *prompt_of(EditLine *handle) { return (char *)editor_of(handle)->prompt; }

// MARK: Keys

// Bytes that wait to be read.
static int pending(int descriptor) {
  int count = 0;
  return ioctl(descriptor, FIONREAD, &count) == 0 ? count : 0;
}

// A byte at a time: what is typed ahead stays in the terminal for whoever reads next.
static ssize_t read_byte(ce_editor *editor, char *byte) {
  int input = editor->configuration.input;
  ssize_t count = read(input, byte, 1);
  if (count == 1) editor->bytes_read++;
  // Ctrl-D typed ahead ended a line of the terminal's own, which keeps it as a zero.
  if (count == 1 && !editor->was_idle && *byte == '\0') *byte = '\004';
  return count;
}

// Waits for a byte, and answers messages meanwhile; false gives the line up.
static bool wait_for_byte(ce_editor *editor) {
  const ce_configuration *configuration = &editor->configuration;
  struct pollfd ready[] = {
    {.fd = configuration->doorbell, .events = POLLIN},
    {.fd = configuration->input, .events = POLLIN},
  };
  int timeout = 0;
  if (!editor->has_begun) {
    editor->has_begun = true;
    configuration->begun(editor->context);
  }
  for (;;) {
    int count = poll(ready, 2, timeout);
    if (count < 0 && errno != EINTR) return false;
    if (count > 0 && ready[0].revents != 0 && !configuration->woken(editor->context)) {
      errno = EINTR;
      return false;
    }
    if (count > 0 && ready[1].revents != 0) return true;
    if (count < 0 || ready[0].revents != 0) continue;
    // Nothing waits: what was typed is drawn at once, however many keys it was.
    editor->is_gush = false;
    editor->was_idle = true;
    configuration->idle(editor->context, editor->bytes_read);
    timeout = -1;
  }
}

bool ce_has_more_keys(ce_editor *editor) {
  static const int wait_ms = 25;
  struct pollfd ready = {.fd = editor->configuration.input, .events = POLLIN};
  return poll(&ready, 1, wait_ms) > 0;
}

// vi's Escape is a key of its own and the first byte of others, which follow at once.
static bool is_alone(ce_editor *editor) {
  return editor->has_vi_keys && !editor->is_pasting && !ce_has_more_keys(editor);
}

// libedit's own reader drops what is not ASCII in some locales, does not hear of
// signals that another thread took, and leaves no place to draw from.
static int read_character(EditLine *handle, wchar_t *character) {
  ce_editor *editor = editor_of(handle);
  mbstate_t state = {0};
  for (;;) {
    if (!wait_for_byte(editor)) return -1;
    char byte;
    ssize_t count = read_byte(editor, &byte);
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) return (int)count;
    size_t length = mbrtowc(character, &byte, 1, &state);
    if (length <= 1) {
      if (*character == L'\033' && is_alone(editor)) *character = CE_ESCAPE;
      return 1;
    }
    // (size_t)-2 waits for the rest of the character, (size_t)-1 was none.
    if (length == (size_t)-1) state = (mbstate_t){0};
  }
}

bool ce_read_key(ce_editor *editor, uint32_t *key) {
  wchar_t character;
  if (el_wgetc(editor->handle, &character) != 1) return false;
  *key = (uint32_t)character;
  return true;
}

void ce_unread_key(ce_editor *editor, uint32_t key) {
  wchar_t text[] = {(wchar_t)key, L'\0'};
  el_wpush(editor->handle, text);
}

bool ce_is_pasting(ce_editor *editor) {
  // Nobody types that far ahead of an editor that waits; a program that drives a terminal
  // sends a few keys behind a Tab.
  static const int follow_min = 16;
  if (pending(editor->configuration.input) >= follow_min) editor->is_gush = true;
  return editor->is_gush;
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

// The end of a sequence that begins with ESC: colours of what was copied.
static size_t sequence_end(const wide_text *text, size_t start) {
  size_t index = start + 1;
  if (index >= text->length || text->text[index] != L'[') return start;
  do index++;
  while (index < text->length && (text->text[index] < L'@' || text->text[index] > L'~'));
  return index;
}

// Terminals send CR, or CR LF, for the end of a pasted line. Other controls are no text.
static void make_lines(wide_text *text) {
  size_t length = 0;
  wchar_t previous = L'\0';
  for (size_t index = 0; index < text->length; index++) {
    wchar_t character = text->text[index];
    bool is_newline = character == L'\r' || (character == L'\n' && previous != L'\r');
    previous = character;
    if (is_newline) {
      text->text[length++] = L'\n';
    } else if (character == L'\033') {
      index = sequence_end(text, index);
    } else if (character == L'\t' || !iswcntrl((wint_t)character)) {
      text->text[length++] = character;
    }
  }
  while (length > 0 && text->text[length - 1] == L'\n') length--;
  text->length = length;
}

static unsigned char paste(EditLine *handle, int key) {
  (void)key;
  ce_editor *editor = editor_of(handle);
  wide_text text = {0};
  wchar_t character;
  bool is_whole = false;
  editor->is_pasting = true;
  while (!is_whole && el_wgetc(handle, &character) == 1 && append(&text, character)) {
    is_whole = ends_paste(&text);
  }
  editor->is_pasting = false;
  bool is_inserted = false;
  if (is_whole) {
    text.length -= PASTE_END_LENGTH;
    make_lines(&text);
    // libedit takes an empty text for a mistake.
    is_inserted = text.length == 0
      || (append(&text, L'\0') && el_winsertstr(handle, text.text) == 0);
  }
  free(text.text);
  // A paste cut short is the end of input or of the line, as `woken` decided.
  return !is_whole ? CC_EOF : is_inserted ? CC_REFRESH : CC_ERROR;
}

// MARK: Commands

static unsigned char perform(EditLine *handle, ce_command command) {
  ce_editor *editor = editor_of(handle);
  switch (editor->configuration.perform(editor->context, command)) {
    case CE_CHANGED: return CC_REFRESH;
    case CE_REFUSED: return CC_ERROR;
    case CE_ENTERED:
      el_cursor(handle, (int)(el_wline(handle)->lastchar - el_wline(handle)->cursor));
      return el_insertstr(handle, "\n") == 0 ? CC_NEWLINE : CC_ERROR;
    case CE_ENDED: return CC_EOF;
  }
  return CC_ERROR;
}

// libedit does not tell a function what it was added for.
#define COMMAND(name, command) \
  static unsigned char name(EditLine *handle, int key) { \
    (void)key; \
    return perform(handle, command); \
  }
COMMAND(accept_entry, CE_ACCEPT)
COMMAND(insert_newline, CE_NEWLINE)
COMMAND(complete_next, CE_COMPLETE)
COMMAND(complete_previous, CE_COMPLETE_BACK)
COMMAND(move_right, CE_RIGHT)
COMMAND(move_to_start, CE_HOME)
COMMAND(move_to_end, CE_END)
COMMAND(move_up, CE_UP)
COMMAND(move_down, CE_DOWN)
COMMAND(delete_or_end, CE_DELETE)
COMMAND(search_history, CE_SEARCH)
COMMAND(edit_outside, CE_EDIT)
COMMAND(clear_screen, CE_CLEAR)
COMMAND(undo_change, CE_UNDO)
#undef COMMAND

static const struct {
  const char *name;
  const char *help;
  unsigned char (*function)(EditLine *, int);
} commands[] = {
  {"edsh-accept", "Enter the line, or go on with it", accept_entry},
  {"edsh-newline", "Insert a newline", insert_newline},
  {"edsh-complete", "Complete the word", complete_next},
  {"edsh-complete-back", "Walk back through the completions", complete_previous},
  {"edsh-right", "Go right, or take the hint", move_right},
  {"edsh-home", "Go to the start of the row", move_to_start},
  {"edsh-end", "Go to the end of the row", move_to_end},
  {"edsh-up", "Go up, or back in history", move_up},
  {"edsh-down", "Go down, or on in history", move_down},
  {"edsh-delete", "Delete the next character, or end", delete_or_end},
  {"edsh-search", "Search history", search_history},
  {"edsh-edit", "Edit the line in an editor of its own", edit_outside},
  {"edsh-clear", "Clear the screen", clear_screen},
  {"edsh-undo", "Undo the last change", undo_change},
  {"edsh-paste", "Insert pasted text", paste},
};

// MARK: Life

// Streams of its own: libedit wants FILE, and nothing else may share the buffers.
static FILE *open_stream(int descriptor, const char *mode) {
  int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return NULL;
  FILE *stream = fdopen(copy, mode);
  if (stream == NULL) close(copy);
  return stream;
}

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (errno == EAGAIN) {
      struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return;
    }
  }
}

// What libedit draws goes nowhere where the line is drawn by its owner; only the bell is
// heard.
static ssize_t ring(void *cookie, const char *bytes, size_t count) {
  ce_editor *editor = cookie;
  if (memchr(bytes, '\a', count) != NULL) write_all(editor->configuration.output, "\a", 1);
  return (ssize_t)count;
}

static FILE *open_bell(ce_editor *editor) {
  return fopencookie(editor, "w", (cookie_io_functions_t){.write = ring});
}

static void set_terminal(EditLine *handle, const char *terminal) {
  const char *current = NULL;
  el_get(handle, EL_TERMINAL, &current);
  if (current == NULL || strcmp(current, terminal) != 0) el_set(handle, EL_TERMINAL, terminal);
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
  editor->output =
    configuration->is_drawn ? open_bell(editor) : open_stream(configuration->output, "w");
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
  // Ctrl-S is a key.
  el_set(editor->handle, EL_SETTY, "-d", "-icrnl", "-inlcr", "-ixon", NULL);
  el_set(editor->handle, EL_PROMPT, prompt_of);
  for (size_t index = 0; index < sizeof commands / sizeof *commands; index++) {
    el_set(
      editor->handle, EL_ADDFN, commands[index].name, commands[index].help,
      commands[index].function);
  }
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

void ce_bind_in_command_mode(ce_editor *editor, const char *key, const char *command) {
  el_set(editor->handle, EL_BIND, "-a", key, command, NULL);
}

bool ce_has_vi_keys(ce_editor *editor) {
  const char *keys = NULL;
  return el_get(editor->handle, EL_EDITOR, &keys) == 0 && keys != NULL && strcmp(keys, "vi") == 0;
}

void ce_read_settings(ce_editor *editor, const char *path) { el_source(editor->handle, path); }

const char *ce_read_line(
  ce_editor *editor, const char *prompt, void *context, size_t *length) {
  editor->prompt = prompt;
  editor->context = context;
  ce_terminal_lend(
    editor->configuration.input, editor->configuration.output,
    editor->configuration.is_drawn);
  // libedit would draw the prompt first: what is typed between is echoed, and its
  // CR and LF are turned into each other.
  ce_set_editing(editor, true);
  editor->is_gush = false;
  editor->has_begun = editor->was_idle = false;
  editor->has_vi_keys = ce_has_vi_keys(editor);
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

void ce_write(ce_editor *editor, const char *bytes, size_t count) {
  fflush(editor->output);
  write_all(editor->configuration.output, bytes, count);
}

void ce_measure(ce_editor *editor) { el_resize(editor->handle); }

void ce_set_editing(ce_editor *editor, bool is_editing) {
  static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
  el_set(editor->handle, EL_PREP_TERM, is_editing ? 1 : 0);
  if (!editor->configuration.is_drawn) return;
  ce_write(editor, is_editing ? paste_on : paste_off, sizeof paste_on - 1);
}
