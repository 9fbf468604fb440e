// The hand-made daemons' format: one command a line.
#include "config/content.hpp"
#include "config/line_name.hpp"
#include "config/other_text.hpp"
#include "config/paths.hpp"
#include "config/toml_text.hpp"
#include "units/quote.hpp"

#include <array>
#include <set>
#include <unordered_map>

namespace mcpctl {

namespace {

// Endings of other programs' configurations, which are no lists of commands.
constexpr auto foreign_endings =
    std::to_array<std::string_view>({".js", ".cjs", ".mjs", ".json", ".yml", ".yaml"});

std::string_view trim(std::string_view text)
{
  constexpr std::string_view space = " \t\r\v\f";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(space) + 1 - begin);
}

bool is_foreign(const Source& source, Problems& problems)
{
  for (const std::string_view ending : foreign_endings) {
    if (!source.file().path.ends_with(ending))
      continue;
    problems.error({&source}, "this is another program's configuration",
                   "mcpctl import " + source.file().shown + " writes it as TOML");
    return true;
  }
  return false;
}

// A line that holds a command.
struct Line
{
  Spot spot;
  std::string command;
  std::string description;
};

class LineReader
{
public:
  LineReader(const Source& source, Problems& problems) : source_(source), problems_(problems) {}

  std::vector<Line> read()
  {
    std::string comment;
    for (unsigned number = 1; number <= source_.line_count(); ++number) {
      const std::string_view whole = text_of(number);
      const std::string_view text = trim(whole);
      if (text.empty() || text.front() == '#') {
        comment = text.empty() ? "" : std::string(trim(text.substr(1)));
        continue;
      }
      const auto column = static_cast<unsigned>(text.data() - source_.line(number).data()) + 1;
      const Spot spot{&source_, number, column, static_cast<unsigned>(text.size())};
      if (const auto other = other_text(text)) { // and so are all the others
        problems_.error(spot, "this is no command: it looks like " + std::string(*other),
                        "a file that does not end in .toml holds one command a line");
        return {};
      }
      add({.spot = spot, .command = std::string(text), .description = std::move(comment)});
      comment.clear();
    }
    return std::move(lines_);
  }

private:
  std::string_view text_of(unsigned number) const
  {
    std::string_view line = source_.line(number);
    if (number == 1 && line.starts_with("\xef\xbb\xbf"))
      line.remove_prefix(3);
    return line;
  }

  void add(Line line)
  {
    const auto [first, is_new] = seen_.try_emplace(line.command, line.spot.line);
    if (!is_new) {
      problems_.error(line.spot,
                      "the same command stands in line " + std::to_string(first->second)
                          + " already",
                      "remove one of them");
      return;
    }
    if (const auto why = why_argument_not_carried(line.command)) {
      problems_.error(line.spot, "the command " + *why);
      return;
    }
    if (why_description_not_carried(line.description))
      line.description.clear();
    lines_.push_back(std::move(line));
  }

  const Source& source_;
  Problems& problems_;
  std::vector<Line> lines_;
  std::unordered_map<std::string, unsigned> seen_;
};

// Gives each line a name of its own.
class Namer
{
public:
  void reserve(const std::string& name) { taken_.insert(name); }

  std::string pick(const LineName& wanted)
  {
    if (take(wanted.name))
      return wanted.name;
    if (!wanted.parent.empty() && take(wanted.parent))
      return wanted.parent;
    unsigned& number = numbers_.try_emplace(wanted.name, 1).first->second;
    while (true) {
      const std::string suffix = "-" + std::to_string(++number);
      std::string name = wanted.name.substr(0, longest_name - suffix.size()) + suffix;
      if (take(name))
        return name;
    }
  }

private:
  static constexpr std::size_t longest_name = 64;

  bool take(const std::string& name) { return taken_.insert(name).second; }

  std::set<std::string> taken_;
  std::unordered_map<std::string, unsigned> numbers_;
};

Entry text_entry(std::string key, const Spot& spot, std::string text)
{
  return {std::move(key), spot, {spot, std::move(text)}};
}

Definition define(Line line, std::string name)
{
  Definition definition{.name = std::move(name), .spot = line.spot};
  definition.table.entries.push_back(text_entry("command", line.spot, std::move(line.command)));
  if (!line.description.empty())
    definition.table.entries.push_back(
        text_entry("description", line.spot, std::move(line.description)));
  return definition;
}

} // namespace

FileContent read_command_lines(const Source& source,
                               const std::map<std::string, std::string>& installed_commands,
                               Problems& problems)
{
  FileContent content{.source = &source};
  if (is_foreign(source, problems))
    return content;
  std::vector<Line> lines = LineReader(source, problems).read();
  Namer namer;
  for (const Line& line : lines) {
    if (const auto installed = installed_commands.find(line.command);
        installed != installed_commands.end())
      namer.reserve(installed->second);
  }
  for (Line& line : lines) {
    const auto installed = installed_commands.find(line.command);
    std::string name = installed != installed_commands.end()
                           ? installed->second
                           : namer.pick(name_of_line(line.command));
    content.servers.push_back(define(std::move(line), std::move(name)));
  }
  return content;
}

} // namespace mcpctl
