#include "config/value.hpp"

#include <algorithm>

namespace mcpctl {

Source::Source(const SourceFile& file, std::size_t order) : file_(&file), order_(order)
{
  starts_.push_back(0);
  const std::string& text = file.text;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 1))
    starts_.push_back(end + 1);
}

std::string_view Source::line(unsigned number) const
{
  if (number == 0 || number > starts_.size())
    return {};
  const std::size_t begin = starts_[number - 1];
  std::string_view line = std::string_view(file_->text).substr(begin);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  return line;
}

std::string Source::folder() const
{
  const std::size_t slash = file_->path.rfind('/');
  if (slash == std::string::npos)
    return "";
  return slash == 0 ? "/" : file_->path.substr(0, slash);
}

const Entry* Table::find(std::string_view key) const
{
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &*found;
}

Spot within(const Value& value, std::size_t offset, std::size_t length)
{
  const std::string* text = value.text();
  if (text == nullptr || value.spot.source == nullptr || value.spot.column == 0)
    return value.spot;
  const std::string_view line = value.spot.source->line(value.spot.line);
  std::size_t begin = value.spot.column - 1;
  if (begin >= line.size())
    return value.spot;
  if (line.substr(begin, text->size()) != *text)
    ++begin; // behind the opening quote
  if (begin > line.size() || line.substr(begin, text->size()) != *text)
    return value.spot;
  return {value.spot.source, value.spot.line, static_cast<unsigned>(begin + offset + 1),
          std::max(1U, static_cast<unsigned>(length))};
}

} // namespace mcpctl
