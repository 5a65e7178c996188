#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// MARK: Locale

static pthread_once_t locale_once = PTHREAD_ONCE_INIT;
static bool is_utf8 = false;

// Only the characters: numbers and messages stay as in the C locale. Containers often
// have no LANG at all, and Debian always has C.UTF-8.
static void choose_locale(void) {
  setlocale(LC_CTYPE, "");
  is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 || setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

bool ce_use_utf8(void) {
  pthread_once(&locale_once, choose_locale);
  return is_utf8;
}

int ce_cells(uint32_t character) {
  ce_use_utf8();
  return wcwidth((wchar_t)character);
}

// MARK: Every way out

// The terminal belongs to one reader at a time.
static struct {
  volatile sig_atomic_t is_lent;
  int input;
  int output;
  bool has_escapes;
  struct termios state;
} lent;

static pthread_once_t guard_once = PTHREAD_ONCE_INIT;

void ce_terminal_restore(void) {
  static const char paste_off[] = "\033[?2004l";
  if (!lent.is_lent) return;
  int saved = errno;
  lent.is_lent = 0;
  tcsetattr(lent.input, TCSANOW, &lent.state);
  if (lent.has_escapes) {
    ssize_t written = write(lent.output, paste_off, sizeof paste_off - 1);
    (void)written;
  }
  errno = saved;
}

static const int fatal[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
enum { FATAL_COUNT = sizeof fatal / sizeof *fatal };

// What each of them did before: the default, or somebody's backtracer.
static struct sigaction before[FATAL_COUNT];

// Gives the terminal back, and leaves the rest to who was there before.
static void restore_and_die(int number, siginfo_t *info, void *context) {
  (void)context;
  ce_terminal_restore();
  for (size_t index = 0; index < FATAL_COUNT; index++) {
    if (fatal[index] == number) sigaction(number, &before[index], NULL);
  }
  // What went wrong goes wrong again as soon as this returns; what was only sent, by a
  // process or by a key of the terminal, does not.
  if (info->si_code <= 0 || number == SIGQUIT) raise(number);
}

static void guard(void) {
  struct sigaction action = {
    .sa_sigaction = restore_and_die, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (size_t index = 0; index < FATAL_COUNT; index++) {
    sigaction(fatal[index], &action, &before[index]);
  }
  atexit(ce_terminal_restore);
}

void ce_terminal_lend(int input, int output, bool has_escapes) {
  pthread_once(&guard_once, guard);
  if (tcgetattr(input, &lent.state) != 0) return;
  lent.input = input;
  lent.output = output;
  lent.has_escapes = has_escapes;
  lent.is_lent = 1;
}
