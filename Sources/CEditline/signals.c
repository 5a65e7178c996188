#define _GNU_SOURCE
#include "CEditline.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const int caught[] = {SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH};
enum { CAUGHT_COUNT = sizeof caught / sizeof *caught };

static struct sigaction before[CAUGHT_COUNT];

// Made once and never closed: a handler may still be about to write into it.
static int pipe_ends[2] = {-1, -1};

static void tell(unsigned char byte) {
  int saved = errno;
  // A full pipe holds thousands of signals that nobody has read: one less is no loss.
  ssize_t written = write(pipe_ends[1], &byte, 1);
  (void)written;
  errno = saved;
}

static void handle_signal(int number) { tell((unsigned char)number); }

static bool open_pipe(void) {
  if (pipe_ends[0] >= 0) return true;
  // Only the writing end must never block, because it is used in a handler.
  return pipe2(pipe_ends, O_CLOEXEC) == 0 && fcntl(pipe_ends[1], F_SETFL, O_NONBLOCK) == 0;
}

static struct sigaction our_action(void) {
  // Other system calls need not know that a signal came: the pipe tells.
  struct sigaction action = {.sa_handler = handle_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  return action;
}

int ce_signals_catch(void) {
  if (!open_pipe()) return -1;
  struct sigaction action = our_action();
  for (int index = 0; index < CAUGHT_COUNT; index++) {
    sigaction(caught[index], NULL, &before[index]);
    // nohup and a background job of a shell without job control have said no.
    if (before[index].sa_handler != SIG_IGN) sigaction(caught[index], &action, NULL);
  }
  return pipe_ends[0];
}

void ce_signals_release(void) {
  for (int index = 0; index < CAUGHT_COUNT; index++) {
    sigaction(caught[index], &before[index], NULL);
  }
  tell(0);
}

void ce_suspend(void) {
  // TSTP with its default action, not STOP: where there is nobody to continue the
  // process (it leads its session), the kernel does not stop it. `raise` sends it to
  // this thread, so that it has happened before the handler is back; a thread begun by
  // one of Swift's pool has it blocked.
  struct sigaction action = {.sa_handler = SIG_DFL}, ours;
  sigset_t stop, mask;
  sigemptyset(&action.sa_mask);
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigaction(SIGTSTP, &action, &ours);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &ours, NULL);
}
