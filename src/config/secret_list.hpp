// What the key `secrets` lists: ["NAME", { NAME = { file = true } }], or a table of the latter kind
// alone.
#pragma once

#include "config/value.hpp"
#include "model/secret.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct ListedSecret
{
  std::string name;
  Delivery delivery = Delivery::environment;
  Spot spot; // of the name
};

// In the order written. What check_secrets() refuses is passed over.
[[nodiscard]] std::vector<ListedSecret> read_secrets(const Value& value);

} // namespace mcpctl
