#include "doctor/vanishing.hpp"

#include <array>

namespace mcpctl {

namespace {

struct KnownFolder
{
  std::string_view part; // of a path
  bool at_root = false;  // the path begins with it
  Vanishing vanishing;
};

constexpr std::string_view look_again; // in PATH
constexpr std::string_view install = "install the package, and run it from where it is installed";

constexpr auto folders = std::to_array<KnownFolder>({
    {"/fnm_multishells/",
     false,
     {"the session of fnm", true,
      "fnm alias default VERSION, and "
      "the path that it has there"}},
    {"/.npm/_npx/", false, {"the cache of npx", true, install}},
    {"/.cache/uv/", false, {"the cache of uv", true, "uv tool install PACKAGE"}},
    {"/.cache/pnpm/dlx", false, {"the cache of pnpm", true, install}},
    {"/.bun/install/cache/", false, {"the cache of bun", true, install}},
    {"/tmp/", true, {"/tmp", true, "move it to a folder that is kept"}},
    {"/var/tmp/", true, {"/var/tmp", true, "move it to a folder that is kept"}},
    {"/dev/shm/", true, {"/dev/shm", true, "move it to a folder that is kept"}},
    {"/.nvm/versions/", false, {"nvm", false, look_again}},
    {"/fnm/node-versions/", false, {"fnm", false, look_again}},
    {"/.fnm/node-versions/", false, {"fnm", false, look_again}},
    {"/.volta/tools/", false, {"volta", false, look_again}},
    {"/.asdf/installs/", false, {"asdf", false, look_again}},
    {"/mise/installs/", false, {"mise", false, look_again}},
    {"/rtx/installs/", false, {"rtx", false, look_again}},
    {"/.pyenv/versions/", false, {"pyenv", false, look_again}},
    {"/.rbenv/versions/", false, {"rbenv", false, look_again}},
    {"/.nodenv/versions/", false, {"nodenv", false, look_again}},
    {"/.rvm/rubies/", false, {"rvm", false, look_again}},
    {"/.nvs/node/", false, {"nvs", false, look_again}},
    {"/n/versions/node/", false, {"n", false, look_again}},
});

} // namespace

std::optional<Vanishing> vanishing_at(std::string_view path)
{
  for (const KnownFolder& folder : folders) {
    const bool is_below = folder.at_root ? path.starts_with(folder.part)
                                         : path.find(folder.part) != std::string_view::npos;
    if (is_below)
      return folder.vanishing;
  }
  return std::nullopt;
}

} // namespace mcpctl
