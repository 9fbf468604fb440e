#include "report/secret_view.hpp"

#include "report/duration.hpp"
#include "report/table.hpp"

namespace mcpctl {

namespace {

Cell state_of(const SecretRow& row)
{
  if (row.state != SecretState::set)
    return {{to_string(row.state), Paint::red}};
  if (row.used && !*row.used)
    return {{"not used", Paint::yellow}};
  return {{to_string(row.state), Paint::green}};
}

} // namespace

const char* to_string(SecretState state)
{
  switch (state) {
  case SecretState::missing:
    return "missing";
  case SecretState::refused:
    return "refused";
  case SecretState::set:
    break;
  }
  return "set";
}

const char* to_string(Delivery delivery)
{
  return delivery == Delivery::file ? "file" : "environment";
}

std::string secret_table(const std::vector<SecretRow>& rows, const Style& style, RealTime now)
{
  std::vector<std::vector<Cell>> cells;
  for (const SecretRow& row : rows) {
    cells.push_back({{{row.server}},
                     {{row.name}},
                     {{row.delivery ? to_string(*row.delivery) : "-"}},
                     {{row.set_at ? format_clock(*row.set_at, now) : "-"}},
                     state_of(row)});
  }
  return render_table({{"SERVER"}, {"KEY"}, {"AS"}, {"SET"}, {"STATE"}}, cells, style);
}

} // namespace mcpctl
