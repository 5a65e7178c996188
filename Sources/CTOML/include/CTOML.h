// What edsh needs of toml++: reading a text of TOML as its scalar values.
#ifndef CTOML_H
#define CTOML_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Called for each scalar: the keys that lead to it, outermost first, and its text.
/// The pointers live as long as the call.
typedef void (*ctoml_visitor)(void *context, const char *const *path, size_t depth,
                              const char *text);

/// Reads `length` bytes of TOML 1.0; true when they are valid.
///
/// When they are not, `line` is where (from 1) and nothing was visited. Arrays and dates
/// are passed over.
bool ctoml_read(const char *text, size_t length, void *context, ctoml_visitor visit,
                size_t *line);

#ifdef __cplusplus
}
#endif

#endif
