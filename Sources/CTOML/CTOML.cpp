#include "CTOML.h"

// Errors come back as values; nothing may be thrown through Swift.
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <string>
#include <vector>

namespace {

using Path = std::vector<std::string>;

std::string text_of(const toml::node &node) {
  if (auto value = node.value_exact<std::string>()) return *value;
  if (auto value = node.value_exact<bool>()) return *value ? "true" : "false";
  if (auto value = node.value_exact<int64_t>()) return std::to_string(*value);
  // The shortest spelling is the reader's business: toml++ prints the number itself.
  if (auto *value = node.as_floating_point()) {
    std::ostringstream stream;
    stream << *value;
    return stream.str();
  }
  return {};
}

void walk(const toml::table &table, Path &path, void *context, ctoml_visitor visit) {
  for (auto &&[key, node] : table) {
    path.emplace_back(key.str());
    if (auto *inner = node.as_table()) {
      walk(*inner, path, context, visit);
    } else if (node.is_string() || node.is_boolean() || node.is_number()) {
      std::vector<const char *> names;
      for (auto &name : path) names.push_back(name.c_str());
      visit(context, names.data(), names.size(), text_of(node).c_str());
    }
    path.pop_back();
  }
}

}  // namespace

bool ctoml_read(const char *text, size_t length, void *context, ctoml_visitor visit,
                size_t *line) {
  auto result = toml::parse(std::string_view(text, length));
  if (!result) {
    *line = result.error().source().begin.line;
    return false;
  }
  Path path;
  walk(result.table(), path, context, visit);
  return true;
}
