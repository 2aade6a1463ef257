#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <inject/port_facts.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace tapscope::serve {

/// Messages, each preceded by its length, over two non-blocking descriptors, which must outlive this object. One
/// thread.
class MessageStream {
public:
    MessageStream(int in, int out) noexcept : in_(in), out_(out) {}

    /// Reads available octets, a megabyte at most, and returns their number. Messages from next() are no longer valid.
    /// Error: Ended if the other side has closed the stream.
    [[nodiscard]] Result<std::size_t> read();
    /// Returns the next complete message; empty if there is none yet. Valid until read(). Error: Damaged if it is
    /// longer than the limit.
    [[nodiscard]] Result<std::optional<Bytes>> next();

    /// Adds a message to those that wait to be written. Error: Invalid if it is longer than largestMessage.
    [[nodiscard]] Result<void> add(Bytes message);
    /// Writes as much as there is room for. Error: Ended if there is no reader.
    [[nodiscard]] Result<void> flush();
    /// Octets that wait to be written.
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size() - written_; }

    [[nodiscard]] Watch input() const noexcept;
    [[nodiscard]] Watch output() const noexcept;

private:
    int in_, out_;
    std::vector<std::byte> received_, waiting_;
    std::size_t used_ = 0;    ///< octets of received_ in messages that next() has returned
    std::size_t written_ = 0; ///< octets of waiting_
};

} // namespace tapscope::serve
