#pragma once

#include <string>

namespace tapscope {

/// What a program says on its standard error: the last of it, which tells why it ended.
class ErrorOutput {
public:
    /// Takes what is there, 64 KiB at most so that a flood holds up nobody; false at the end. The descriptor does not
    /// block.
    bool read(int descriptor);
    /// The last line that is not empty.
    [[nodiscard]] std::string lastLine() const;
    /// All that is kept: the last 4096 bytes.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

} // namespace tapscope
