#pragma once

#include <QString>

#include <analysis/stream_follower.h>

#include <optional>
#include <vector>

namespace tapscope {

/// The formats of a stream's bytes.
enum class StreamFormat { Text, HexDump, Raw };

/// A piece of text that one end sent.
struct StreamText {
    StreamPiece::Sender sender;
    QString text;
};

/// A followed stream as text, at most `limit` bytes of it. `only`: one end's side. Any thread.
[[nodiscard]] std::vector<StreamText> streamText(const FollowedStream& stream, StreamFormat format,
                                                 std::optional<StreamPiece::Sender> only, std::size_t limit);

} // namespace tapscope
