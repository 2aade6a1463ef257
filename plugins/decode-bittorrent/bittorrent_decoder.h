#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace bittorrent {

/// BitTorrent's peer wire protocol over TCP (BEP 3, 6, 10).
class BitTorrentDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace bittorrent

namespace distributed_hash_table {

/// BitTorrent's distributed hash table (BEP 5), element by element.
class DistributedHashTableDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace distributed_hash_table

} // namespace tapscope
