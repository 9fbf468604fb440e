#include "watch/links.hpp"

#include <climits>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace mcpctl {

namespace {

// Empty where it is no link, or not there.
std::string target_of_link(const std::string& path)
{
  std::string target(PATH_MAX, '\0');
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  target.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return target;
}

// Puts the names in the path on top of the others, the first uppermost.
void push_names(std::string_view path, std::vector<std::string>& names)
{
  for (std::size_t end = path.size(); end > 0;) {
    const std::size_t slash = path.rfind('/', end - 1);
    const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
    if (begin < end)
      names.emplace_back(path.substr(begin, end - begin));
    end = slash == std::string_view::npos ? 0 : slash;
  }
}

} // namespace

std::vector<std::string> links_on_the_way(const std::string& path)
{
  constexpr std::size_t most_links = 40; // path_resolution(7)
  std::vector<std::string> links;
  std::vector<std::string> names;
  push_names(path, names);
  for (std::string at; !names.empty() && links.size() < most_links;) {
    const std::string name = std::move(names.back());
    names.pop_back();
    if (name == "..")
      at.resize(at.empty() ? 0 : at.rfind('/'));
    if (name == "." || name == "..")
      continue;
    std::string here = at;
    here.append("/").append(name);
    const std::string target = target_of_link(here);
    if (target.empty()) {
      at = std::move(here);
      continue;
    }
    links.push_back(std::move(here));
    push_names(target, names);
    if (target.starts_with('/'))
      at.clear();
  }
  return links;
}

} // namespace mcpctl
