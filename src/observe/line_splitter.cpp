#include "observe/line_splitter.hpp"

#include "model/log_text.hpp"

namespace mcpctl {

bool LineSplitter::feed(std::string_view bytes, const LineSink& sink)
{
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    if (end == bytes.npos) {
      keep(bytes);
      return true;
    }
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (begun_.empty() && line.size() <= longest_line) {
      if (!sink(line))
        return false;
      continue;
    }
    keep(line);
    if (!tell(sink))
      return false;
  }
  return true;
}

bool LineSplitter::finish(const LineSink& sink)
{
  return begun_.empty() || tell(sink);
}

// One byte more than is shown, so that it is known that there was more.
void LineSplitter::keep(std::string_view bytes)
{
  begun_.append(bytes.substr(0, longest_line + 1 - begun_.size()));
}

bool LineSplitter::tell(const LineSink& sink)
{
  const bool more = sink(bounded_line(begun_));
  begun_.clear();
  begun_.shrink_to_fit();
  return more;
}

} // namespace mcpctl
