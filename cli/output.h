#pragma once

#include <base/error.h>
#include <store/packer.h>

#include <fmt/core.h>

#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace tapscope::cli {

/// The only writer of standard output, and of other files that a verb writes piece by piece. Text is buffered and
/// written in large pieces; on a terminal, and when each line is awaited, the verb flushes. One thread at a time.
///
/// If writing fails, flush() returns an error from then on: main() calls it at the end, so that lost output never
/// counts as success.
class Output {
public:
    /// `name` is the name in errors.
    explicit Output(int descriptor, std::string name = "the standard output")
        : descriptor_(descriptor), name_(std::move(name)) {}
    /// Compresses everything that is written. Then end() is required.
    Output(int descriptor, std::string name, std::unique_ptr<Packer> packer)
        : descriptor_(descriptor), name_(std::move(name)), packer_(std::move(packer)) {}
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    template <typename... Args>
    void print(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(waiting_), format, std::forward<Args>(args)...);
        if (waiting_.size() >= enough)
            static_cast<void>(flush());
    }
    void write(std::string_view text) {
        waiting_ += text;
        if (waiting_.size() >= enough)
            static_cast<void>(flush());
    }
    /// Writes the buffered text. Errors: Ended (EPIPE: the reader is gone), NoSpace (the disk is full).
    [[nodiscard]] Result<void> flush();
    /// Checks without writing whether the reader is still there: a closed pipe or connection is the same error as of
    /// flush(), EPIPE.
    [[nodiscard]] Result<void> lookForReader();
    /// Writes the buffered text and the end of the compressed data. Nothing can be written afterwards.
    [[nodiscard]] Result<void> end();
    [[nodiscard]] bool isTerminal() const noexcept;

private:
    void writeNow(std::string_view bytes);

    static constexpr std::size_t enough = std::size_t{64} << 10;

    int descriptor_;
    std::string name_;
    std::string waiting_;
    std::unique_ptr<Packer> packer_; ///< null: not compressed
    Result<void> state_;
};

/// Writes one line to the standard error, escaped (printable_text.h). It never fails, blocks or ends the program if
/// nobody reads it.
void say(std::string_view line) noexcept;

/// The same, after the program's name.
void complain(std::string_view what) noexcept;

} // namespace tapscope::cli
