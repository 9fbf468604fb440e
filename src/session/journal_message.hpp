// An entry of the journal, written by its native protocol (one datagram, "FIELD=value\n" each):
// the library that speaks it would cost more than all the rest of mcpctl-session.
#pragma once

#include "model/bounded_text.hpp"

#include <concepts>
#include <string_view>

namespace mcpctl {

class JournalMessage
{
public:
  // Values hold no newline. What does not fit any more is left out, whole fields at a time.
  void add(std::string_view field, std::string_view value);
  void add(std::string_view field, std::integral auto number)
  {
    add(field, BoundedText<24>("") << number);
  }
  template <std::size_t N> void add(std::string_view field, const BoundedText<N>& value)
  {
    add(field, value.view());
  }

  [[nodiscard]] std::string_view text() const { return text_.view(); }
  // Gives it to journald. A journal that takes nothing for a while loses it: no server waits for
  // that. Who ends right after that should let journald read it first: it asks the kernel for the
  // unit of a process while there is one.
  enum class Then { go_on, end };
  void send(Then then) const;

private:
  static constexpr std::size_t capacity = 2048;
  BoundedText<capacity> text_;
};

// One datagram to the unix socket at `path`, "@" in front of an abstract name; whether it was taken
// within a tenth of a second, and, with `read`, read within another.
bool send_datagram(std::string_view path, std::string_view bytes, bool read = false);

} // namespace mcpctl
