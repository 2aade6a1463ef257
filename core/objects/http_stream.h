#pragma once

#include <analysis/stream_follower.h>

namespace tapscope {

/// Whether a side of a followed stream begins with a message of HTTP/1.0 or HTTP/1.1.
[[nodiscard]] bool isHttpStream(const FollowedStream& stream);

/// A followed stream of HTTP/1 with each message (RFC 9112) as one piece, and its body decoded: chunks are joined, and
/// gzip and deflate are unpacked. What is not a message, or has a gap, stays as it was sent. The messages of both sides
/// are in the order of their first frames. The bodies of a side have at most StreamFollower::maximumBytes; further ones
/// stay packed.
[[nodiscard]] FollowedStream decodedHttp(const FollowedStream& stream);

} // namespace tapscope
