// Collects what is wrong, so that all errors of all files are reported at once.
#pragma once

#include "config/value.hpp"
#include "model/diagnostic.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mcpctl {

class Problems
{
public:
  void error(const Spot& spot, std::string message, std::string hint = {});
  void warning(const Spot& spot, std::string message, std::string hint = {});
  // The bytes of `value` are shown in no diagnostic's line: what may be a secret goes to no
  // terminal and no log.
  void hide(const Spot& value);
  // A problem in another file, reported where `anchor` names that file.
  void add(const Spot& anchor, Diagnostic diagnostic);

  // What is wrong in this line is about this server, among others that stand there.
  void belongs(const Spot& line, const std::string& server);

  // How many errors were added so far.
  [[nodiscard]] std::size_t errors() const { return errors_; }
  // All of them, each once, in order of file and line.
  [[nodiscard]] Diagnostics sorted() const;

private:
  struct Found
  {
    std::size_t order;
    unsigned line;
    unsigned column;
    Diagnostic diagnostic;
  };
  void mask(Diagnostic& diagnostic) const;

  std::vector<Found> found_;
  std::multimap<std::pair<std::string, unsigned>, Spot> hidden_;                 // by file and line
  std::map<std::pair<std::size_t, unsigned>, std::vector<std::string>> servers_; // by the same
  std::size_t errors_ = 0;
};

} // namespace mcpctl
