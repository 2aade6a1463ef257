#pragma once

#include <string>

namespace tapscope {

/// The end of a program's standard error, which gives the reason why it ended.
class ErrorOutput {
public:
    /// Reads the available text, at most 64 KiB so that a flood blocks nothing else; false at the end. The descriptor
    /// must be non-blocking.
    bool read(int descriptor);
    /// The last line that is not empty.
    [[nodiscard]] std::string lastLine() const;
    /// The kept text: the last 4096 bytes.
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

} // namespace tapscope
