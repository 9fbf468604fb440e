#include "config/content.hpp"

namespace mcpctl {

namespace {

void claim(const Value& value, const std::string& server, Problems& problems)
{
  problems.belongs(value.spot, server);
  if (const Array* array = value.array()) {
    for (const Value& element : *array)
      claim(element, server, problems);
  }
  const Table* table = value.table();
  for (std::size_t i = 0; table != nullptr && i < table->entries.size(); ++i) {
    problems.belongs(table->entries[i].spot, server);
    claim(table->entries[i].value, server, problems);
  }
}

} // namespace

void claim_lines(const Definition& definition, const std::string& server, Problems& problems)
{
  problems.belongs(definition.spot, server);
  for (const Entry& entry : definition.table.entries) {
    problems.belongs(entry.spot, server);
    claim(entry.value, server, problems);
  }
}

} // namespace mcpctl
