#include "systemd/boots.hpp"

#include "model/text.hpp"
#include "systemd/open_journal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>

namespace mcpctl {

namespace {

constexpr std::string_view boot_field = "_BOOT_ID=";

std::string running_boot()
{
  sd_id128_t id;
  std::array<char, SD_ID128_STRING_MAX> text{};
  if (sd_id128_get_boot(&id) < 0)
    return "";
  return sd_id128_to_string(id, text.data());
}

// The boots by the time of their first entries.
int collect_boots(sd_journal* journal, std::map<std::uint64_t, std::string>& boots)
{
  int done = sd_journal_query_unique(journal, "_BOOT_ID");
  if (done < 0)
    return done;
  std::vector<std::string> fields;
  const void* data = nullptr;
  std::size_t size = 0;
  while ((done = sd_journal_enumerate_available_unique(journal, &data, &size)) > 0)
    fields.emplace_back(static_cast<const char*>(data), size);
  for (const std::string& field : fields) {
    std::uint64_t at = 0;
    sd_journal_flush_matches(journal);
    if (sd_journal_add_match(journal, field.data(), field.size()) >= 0
        && sd_journal_seek_head(journal) >= 0 && sd_journal_next(journal) > 0
        && sd_journal_get_realtime_usec(journal, &at) >= 0)
      boots[at] = field.substr(boot_field.size());
  }
  return done;
}

Result<std::vector<std::string>> known_boots(Scope scope)
{
  const Result<OpenJournal> journal = open_journal(scope);
  if (!journal.ok())
    return journal.error();
  std::map<std::uint64_t, std::string> boots;
  if (const int failure = collect_boots(journal->get(), boots); failure < 0)
    return journal_error(failure);
  std::vector<std::string> ids;
  for (const auto& [at, id] : boots)
    ids.push_back(id);
  return ids;
}

bool is_id(std::string_view text)
{
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::optional<long> offset_in(std::string_view text)
{
  long offset = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + text.starts_with('+'), end, offset);
  if (parsed.ec != std::errc() || parsed.ptr != end || text.starts_with("+-"))
    return std::nullopt;
  return offset;
}

} // namespace

bool is_boot_name(std::string_view text)
{
  return is_id(text) || offset_in(text).has_value();
}

Result<std::string> boot_among(const std::vector<std::string>& boots, const std::string& running,
                               const std::string& text)
{
  if (is_id(text)) {
    if (std::find(boots.begin(), boots.end(), text) != boots.end() || text == running)
      return text;
    return Error{ExitCode::usage, "the journal has no boot " + text, "journalctl --list-boots"};
  }
  const std::optional<long> offset = offset_in(text);
  if (!offset)
    return Error{ExitCode::usage, fmt::format("no boot: \"{}\"", harmless(text)),
                 "--boot for the one that runs, -b -1 for the one before, or the id of one"};
  if (*offset == 0)
    return running;
  const auto here = std::find(boots.begin(), boots.end(), running);
  const long place = *offset > 0 ? *offset - 1 : here - boots.begin() + *offset;
  if (place < 0 || place >= static_cast<long>(boots.size()))
    return Error{ExitCode::usage,
                 fmt::format("the journal has no boot {}: it knows {}", *offset, boots.size()),
                 "journalctl --list-boots"};
  return boots[static_cast<std::size_t>(place)];
}

Result<std::string> find_boot(Scope scope, const std::string& text)
{
  if (text.empty() || text == "0")
    return running_boot();
  const auto boots = known_boots(scope);
  return boots.ok() ? boot_among(*boots, running_boot(), text) : boots.error();
}

} // namespace mcpctl
