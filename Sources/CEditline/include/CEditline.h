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

/// What a key can be tied to besides libedit's commands: `edsh-accept` and so on.
typedef enum {
  CE_ACCEPT,
  CE_NEWLINE,
  CE_COMPLETE,
  CE_COMPLETE_BACK,
  CE_RIGHT,
  CE_HOME,
  CE_END,
  CE_UP,
  CE_DOWN,
  CE_DELETE,
  CE_SEARCH,
  CE_EDIT,
  CE_CLEAR,
  CE_UNDO,
} ce_command;

/// What a command came to.
typedef enum {
  /// The line goes on.
  CE_CHANGED,
  /// There was nothing to do: the bell rings.
  CE_REFUSED,
  /// The line is entered.
  CE_ENTERED,
  /// There is no line.
  CE_ENDED,
} ce_result;

typedef struct {
  /// What lines of .editrc may begin with.
  const char *program;
  /// The terminfo name of the terminal.
  const char *terminal;
  int input;
  int output;
  /// Whether the caller draws the line; else libedit does, without escape sequences.
  bool is_drawn;
  int history_size;
  /// A descriptor that is readable when `woken` is to be called.
  int doorbell;
  /// Called while a key is waited for; false gives the line up.
  bool (*woken)(void *context);
  /// Called when a line begins, before its first key is read.
  void (*begun)(void *context);
  /// Called when all keys so far are answered and one is waited for; `bytes_read` counts
  /// what was typed.
  void (*idle)(void *context, size_t bytes_read);
  /// Called for the commands that are not libedit's own.
  ce_result (*perform)(void *context, ce_command command);
} ce_configuration;

typedef struct {
  const char *text;
  size_t length;
  size_t cursor;
} ce_line;

/// Null and errno when it cannot be made. The strings need not outlive the call.
ce_editor *ce_open(const ce_configuration *configuration);
void ce_close(ce_editor *editor);

/// Ties a key to a command.
void ce_bind(ce_editor *editor, const char *key, const char *command);
/// The same for the command mode of vi.
void ce_bind_in_command_mode(ce_editor *editor, const char *key, const char *command);
/// Whether the keys are vi's.
bool ce_has_vi_keys(ce_editor *editor);
/// Reads the person's own settings; null looks at $EDITRC and ~/.editrc.
void ce_read_settings(ce_editor *editor, const char *path);

/// Waits for a line; its text, with the newline, is good until the next call. Null
/// when there is none. The prompt is for the terminals that libedit draws on.
const char *ce_read_line(
  ce_editor *editor, const char *prompt, void *context, size_t *length);

void ce_history_enter(ce_editor *editor, const char *entry);
void ce_history_clear(ce_editor *editor);

// While a line is read, that is in `woken`, `begun`, `idle` and `perform`

/// The line as it stands, in bytes of UTF-8; good until the next call of anything here.
ce_line ce_current_line(ce_editor *editor);
void ce_insert(ce_editor *editor, const char *text);
void ce_delete_before_cursor(ce_editor *editor, int characters);
void ce_move_cursor(ce_editor *editor, int characters);
/// Lets libedit draw prompt and line, where it draws.
void ce_draw(ce_editor *editor);
/// Waits for a key, in `perform`; false gives the line up.
bool ce_read_key(ce_editor *editor, uint32_t *key);
/// Makes a key the next that is read.
void ce_unread_key(ce_editor *editor, uint32_t key);
/// Whether another byte follows the last one at once, as those of one key do.
bool ce_has_more_keys(ce_editor *editor);
/// Whether the key at hand is part of a text that a terminal without brackets pastes.
bool ce_is_pasting(ce_editor *editor);
/// Writes to the terminal, whatever it takes.
void ce_write(ce_editor *editor, const char *bytes, size_t count);
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
