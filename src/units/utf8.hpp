// What systemd takes for text.
#pragma once

#include <string_view>

namespace mcpctl {

// UTF-8 without surrogates, overlong forms and noncharacters (U+FDD0..U+FDEF, U+xxFFFE, U+xxFFFF):
// anything else systemd drops from unit files, or fails to send over D-Bus.
[[nodiscard]] bool is_systemd_text(std::string_view bytes);

} // namespace mcpctl
