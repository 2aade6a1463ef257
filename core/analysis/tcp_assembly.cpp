#include <analysis/tcp_assembly.h>

#include <algorithm>
#include <limits>

namespace tapscope {
namespace {

constexpr std::uint64_t everything = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t mostWaiting = std::size_t{8} << 20; ///< bytes after a gap, per direction

} // namespace

void TcpAssembly::add(Sender sender, FrameNumber frame, std::uint32_t sequence, bool isSyn, Bytes payload) {
    Direction& direction = of(sender);
    if (isSyn)
        ++sequence;
    if (!direction.next)
        direction.next = sequence;
    if (payload.empty())
        return;
    const auto ahead = static_cast<std::int32_t>(sequence - *direction.next);
    if (ahead < 0) {
        const auto known = static_cast<std::size_t>(-static_cast<std::int64_t>(ahead));
        if (known >= payload.size())
            return;
        payload = payload.subspan(known);
    }
    const std::uint64_t position = direction.position + static_cast<std::uint64_t>(std::max(ahead, 0));
    auto [waiting, isNew] = direction.waiting.try_emplace(position, Waiting{frame, {}});
    if (isNew || waiting->second.bytes.size() < payload.size()) {
        direction.waitingBytes += payload.size() - waiting->second.bytes.size();
        waiting->second.bytes.assign(payload.begin(), payload.end());
    }
    drain(sender, direction.waitingBytes > mostWaiting ? everything : direction.position);
}

void TcpAssembly::acknowledge(Sender sender, std::uint32_t acknowledgment) {
    const Sender other = sender == Sender::First ? Sender::Second : Sender::First;
    Direction& direction = of(other);
    if (!direction.next || direction.waiting.empty())
        return;
    const auto ahead = static_cast<std::int32_t>(acknowledgment - *direction.next);
    if (ahead > 0)
        drain(other, direction.position + static_cast<std::uint64_t>(ahead));
}

void TcpAssembly::appendDatagram(Sender sender, FrameNumber frame, Bytes payload) {
    if (!payload.empty())
        append(sender, frame, payload, 0);
}

void TcpAssembly::finish() {
    drain(Sender::First, everything);
    drain(Sender::Second, everything);
}

void TcpAssembly::drain(Sender sender, std::uint64_t upTo) {
    Direction& direction = of(sender);
    while (!direction.waiting.empty()) {
        const auto first = direction.waiting.begin();
        if (first->first > direction.position && first->first >= upTo)
            return;
        const std::uint64_t gap = first->first > direction.position ? first->first - direction.position : 0;
        const std::uint64_t known = direction.position > first->first ? direction.position - first->first : 0;
        const Waiting& piece = first->second;
        if (known < piece.bytes.size()) {
            const auto rest = Bytes(piece.bytes).subspan(known);
            append(sender, piece.frame, rest, static_cast<std::uint32_t>(gap));
            direction.position = first->first + piece.bytes.size();
            *direction.next += static_cast<std::uint32_t>(gap + rest.size());
        }
        direction.waitingBytes -= piece.bytes.size();
        direction.waiting.erase(first);
    }
}

void TcpAssembly::append(Sender sender, FrameNumber frame, Bytes payload, std::uint32_t missing) {
    const std::size_t room = limit_ - stream_.bytes.size();
    if (payload.size() > room)
        stream_.isCut = true;
    payload = payload.first(std::min(payload.size(), room));
    if (payload.empty())
        return;
    stream_.pieces.push_back({sender, frame, missing, stream_.bytes.size(), payload.size()});
    stream_.bytes.insert(stream_.bytes.end(), payload.begin(), payload.end());
}

} // namespace tapscope
