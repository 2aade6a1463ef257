#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tapscope::cli {

/// The commands of the messages that Wireshark's toolbar and its capture program (extcap) exchange. Wireshark sends
/// Initialized and Set.
enum class ToolbarCommand : std::uint8_t {
    Initialized = 0, ///< the toolbar is ready for messages
    Set = 1,         ///< the value of a control; a check box has the octet 0 or 1
    Add = 2,         ///< appends to a log
    Enable = 4,
    Disable = 5,
    ErrorMessage = 9, ///< shown in a dialog
};

struct ToolbarMessage {
    std::uint8_t control = 0; ///< the number of the control ("control {number=…}")
    ToolbarCommand command = ToolbarCommand::Initialized;
    std::string text;
};

/// 'T', the length of the rest in 3 octets, the control, the command, the text.
[[nodiscard]] std::vector<char> octetsOf(const ToolbarMessage& message);

/// Splits a stream into messages.
class ToolbarParser {
public:
    void append(std::span<const char> octets) { waiting_.insert(waiting_.end(), octets.begin(), octets.end()); }
    /// The next whole message, if there is one.
    [[nodiscard]] std::optional<ToolbarMessage> next();
    /// What follows is not a message. Nothing is parsed any more.
    [[nodiscard]] bool isDamaged() const noexcept { return isDamaged_; }

private:
    std::vector<char> waiting_;
    bool isDamaged_ = false;
};

} // namespace tapscope::cli
