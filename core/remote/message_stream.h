#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <inject/port_facts.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace tapscope::serve {

/// Messages with their lengths in front, over two descriptors that do not block and live longer. One thread.
class MessageStream {
public:
    MessageStream(int in, int out) noexcept : in_(in), out_(out) {}

    /// Takes octets that have come, a megabyte at most, and how many. What next() gave is no longer valid. Ended: the
    /// other side has closed the stream.
    [[nodiscard]] Result<std::size_t> read();
    /// The next message that is here; empty: it has not come yet. Valid until read(). Damaged: it is longer than any.
    [[nodiscard]] Result<std::optional<Bytes>> next();

    /// Puts a message behind those that wait to be written. Invalid: it is longer than largestMessage.
    [[nodiscard]] Result<void> add(Bytes message);
    /// Writes what there is room for. Ended: nobody reads.
    [[nodiscard]] Result<void> flush();
    /// Octets that wait to be written.
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size() - written_; }

    [[nodiscard]] Watch input() const noexcept;
    [[nodiscard]] Watch output() const noexcept;

private:
    int in_, out_;
    std::vector<std::byte> received_, waiting_;
    std::size_t used_ = 0;    ///< of received_: messages that next() has given
    std::size_t written_ = 0; ///< of waiting_
};

} // namespace tapscope::serve
