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

/// The one writer of the standard output, and of what else a verb writes piece by piece. Text is gathered and written
/// in large pieces; on a terminal, and where somebody waits for each line, the verb flushes. One thread at a time.
///
/// What cannot be written is an error of flush(), then and ever after: main() asks at the end, so that no output that
/// was lost is called a success.
class Output {
public:
    /// `name` is what errors say.
    explicit Output(int descriptor, std::string name = "the standard output")
        : descriptor_(descriptor), name_(std::move(name)) {}
    /// Compresses all that is written. end() is needed then.
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
    /// Writes what was gathered. Ended (EPIPE): the reader is gone; NoSpace: the disk is full.
    [[nodiscard]] Result<void> flush();
    /// Whether somebody still reads, asked without writing: a closed pipe or connection is the error of flush(), EPIPE.
    [[nodiscard]] Result<void> lookForReader();
    /// Writes the end of what is compressed, too. Nothing is written any more.
    [[nodiscard]] Result<void> end();
    [[nodiscard]] bool isTerminal() const noexcept;

private:
    void writeNow(std::string_view bytes);

    static constexpr std::size_t enough = std::size_t{64} << 10;

    int descriptor_;
    std::string name_;
    std::string waiting_;
    std::unique_ptr<Packer> packer_; ///< null: it is written as it is
    Result<void> state_;
};

/// Writes one line to the standard error, escaped (printable_text.h). It never fails, waits or ends anything when
/// nobody reads it.
void say(std::string_view line) noexcept;

/// The same, after the program's name.
void complain(std::string_view what) noexcept;

} // namespace tapscope::cli
