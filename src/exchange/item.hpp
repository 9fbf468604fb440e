// A value as clients' files hold it, as far as an entry of ours needs one.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace mcpctl {

struct Member;
using Members = std::vector<Member>;

// A string, an array of strings, or an object whose members keep their order.
struct Item
{
  std::variant<std::string, std::vector<std::string>, Members> data;
};

struct Member
{
  std::string key;
  Item value;
};

[[nodiscard]] inline bool operator==(const Item& one, const Item& other);
[[nodiscard]] inline bool operator==(const Member& one, const Member& other)
{
  return one.key == other.key && one.value == other.value;
}
[[nodiscard]] inline bool operator==(const Item& one, const Item& other)
{
  return one.data == other.data;
}

} // namespace mcpctl
