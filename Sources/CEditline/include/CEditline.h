#ifndef CEDITLINE_H
#define CEDITLINE_H

// libedit with fixed arguments, for Swift, which cannot call variadic functions,
// and the few things that must be C: signal handlers, the read function, atexit.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Locale

/// Makes the process's characters UTF-8, whatever LANG says; done once.
bool ce_use_utf8(void);

/// Cells of the screen that a character takes; negative when it is not printable.
int ce_cells(uint32_t character);

// Editor. One thread at a time may use it.

typedef struct ce_editor ce_editor;

typedef struct {
  /// What lines of .editrc may begin with.
  const char *program;
  /// The terminfo name of the terminal.
  const char *terminal;
  int input;
  int output;
  /// Whether the terminal understands escape sequences.
  bool has_escapes;
  int history_size;
  /// A descriptor that is readable when `woken` is to be called.
  int doorbell;
  /// Called while a key is waited for; false gives the line up.
  bool (*woken)(void *context);
  /// Called for the command `complete`; false beeps.
  bool (*complete)(void *context);
} ce_configuration;

typedef struct {
  const char *text;
  size_t length;
  size_t cursor;
} ce_line;

/// Null and errno when it cannot be made. The strings need not outlive the call.
ce_editor *ce_open(const ce_configuration *configuration);
void ce_close(ce_editor *editor);

/// Ties a key to a command of libedit, or to `complete` or `paste`.
void ce_bind(ce_editor *editor, const char *key, const char *command);
/// Reads the person's own settings; null looks at $EDITRC and ~/.editrc.
void ce_read_settings(ce_editor *editor, const char *path);

/// Waits for a line; its text, with the newline, is good until the next call. Null
/// when there is none. Escape sequences in the prompt stand between bytes of 1.
const char *ce_read_line(
  ce_editor *editor, const char *prompt, void *context, size_t *length);

void ce_history_enter(ce_editor *editor, const char *entry);
void ce_history_clear(ce_editor *editor);

// While a line is read, that is in `woken` and `complete`

/// The line as it stands, in bytes of UTF-8; good until the next call of anything here.
ce_line ce_current_line(ce_editor *editor);
void ce_insert(ce_editor *editor, const char *text);
void ce_delete_before_cursor(ce_editor *editor, int characters);
void ce_move_cursor(ce_editor *editor, int characters);
/// Draws prompt and line, taking the screen to be empty from the cursor's row on.
void ce_draw(ce_editor *editor);
void ce_write(ce_editor *editor, const char *text);
/// Learns the size of the window.
void ce_measure(ce_editor *editor);
/// Puts the terminal into the state for editing, or back.
void ce_set_editing(ce_editor *editor, bool is_editing);

// Signals

/// Catches HUP INT TERM TSTP CONT WINCH, except those the parent had ignored.
///
/// Returns the end of a pipe where each of them appears as one byte, -1 and errno
/// when there is none.
int ce_signals_catch(void);
/// Restores what was before, and makes a zero byte appear in the pipe.
void ce_signals_release(void);
/// Stops the process as Ctrl-Z does, and returns when it goes on.
void ce_suspend(void);

// Terminal

/// Remembers how the terminal is, so that it is left so on every way out.
void ce_terminal_lend(int input, int output, bool has_escapes);
/// Puts the terminal back as it was lent; does nothing when it was not. May be
/// called in a signal handler.
void ce_terminal_restore(void);

#endif
