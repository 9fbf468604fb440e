// Every key of PM2's schema (lib/API/schema.json of PM2 7, and what its reader of files takes
// besides), once: under which names it is read, and what becomes of it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mcpctl {

class Pm2Server;

struct Pm2Key
{
  std::string_view name;
  std::string_view aliases;            // separated by spaces; camelCase is always one
  void (*write)(Pm2Server&) = nullptr; // what is written for it, and for the keys that go with it
  bool always = false;                 // also where the key is not given
  std::string_view why = {};           // of a key that becomes a comment
  std::string_view usual = {};         // PM2's own default, as pm2_text() writes it
};

// In the order in which they are written.
[[nodiscard]] std::span<const Pm2Key> pm2_keys();
// The key that is read under this name; null if none is.
[[nodiscard]] const Pm2Key* find_pm2_key(std::string_view name);
// "NAME" of "env_NAME"; empty where it is no such key.
[[nodiscard]] std::string_view pm2_profile(std::string_view key);

} // namespace mcpctl
