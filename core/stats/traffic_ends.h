#pragma once

#include <base/hash.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapscope {

/// Whether a layer belongs to a frame that an ICMP error quotes or sFlow has sampled, so that it is not traffic here.
[[nodiscard]] bool isQuoted(std::span<const Layer> layers, std::size_t layer) noexcept;
/// The fields of a frame without those of quoted layers, which come after all others.
[[nodiscard]] std::span<const FieldValue> unquotedFields(const Dissection& dissection) noexcept;

/// One end of traffic: an address and, for transports, a port.
struct TrafficEnd {
    ColumnAddress address;
    std::uint32_t port = 0;

    [[nodiscard]] bool operator==(const TrafficEnd&) const noexcept = default;
    [[nodiscard]] std::uint64_t hashed(std::uint64_t seed) const noexcept {
        return mixHash(mixHash(mixHash(seed, address.words[0]), address.words[1]), port);
    }
    /// An arbitrary order, the same on every run.
    [[nodiscard]] bool operator<(const TrafficEnd& other) const noexcept;
};

/// The two ends of a frame in a protocol of one kind.
struct EndPair {
    TrafficEnd source, destination;
    std::uint64_t stream = 0; ///< distinguishes connections between the same ends
};

/// A protocol whose ends are counted, with the fields that identify them.
class TrafficKind {
public:
    enum class Layer : std::uint8_t { Ethernet, Ipv4, Ipv6, Tcp, Udp };

    /// By tshark's name: eth, ip, ipv6, tcp, udp.
    [[nodiscard]] static std::optional<Layer> named(std::string_view word) noexcept;
    TrafficKind(Layer layer, const DecoderRegistry& registry);

    [[nodiscard]] static std::string_view title(Layer layer) noexcept; ///< "Ethernet"
    [[nodiscard]] std::string_view title() const noexcept { return title(layer_); }
    [[nodiscard]] bool hasPorts() const noexcept { return layer_ == Layer::Tcp || layer_ == Layer::Udp; }
    [[nodiscard]] bool hasStreams() const noexcept { return layer_ == Layer::Tcp; }
    [[nodiscard]] std::vector<FieldId> fields() const;
    /// Calls `visit(meeting)` for each layer of the kind in a frame, except for layers that an ICMP error quotes.
    template <typename Visit>
    void each(const Dissection& dissection, Visit visit) const;

    /// The field filter for everything that an end sends or receives, and for one conversation.
    [[nodiscard]] std::string filterFor(const TrafficEnd& end) const;
    [[nodiscard]] std::string filterFor(const EndPair& meeting) const;

private:
    /// The fields of an address and a port, with their layer.
    struct Pair {
        FieldId self = noField, source = noField, destination = noField;
    };
    [[nodiscard]] ColumnAddress addressOf(const Dissection& dissection, const FieldValue& value) const noexcept;

    const DecoderRegistry& registry_;
    Layer layer_;
    std::vector<Pair> addresses_; ///< for transports, of both network layers
    Pair ports_;
    FieldId stream_ = noField;
};

template <typename Visit>
void TrafficKind::each(const Dissection& dissection, Visit visit) const {
    const auto fields = dissection.fields();
    EndPair meeting;
    bool isInLayer = false;
    bool hasBothPorts = !hasPorts();
    const auto finish = [&] {
        // A layer that was cut before its addresses or ports has no ends.
        if (isInLayer && hasBothPorts && meeting.source.address.kind != ColumnAddress::Kind::None &&
            meeting.destination.address.kind != ColumnAddress::Kind::None)
            visit(std::as_const(meeting));
        isInLayer = false;
    };
    std::size_t layer = 0;
    const auto layers = dissection.layers();
    for (std::uint32_t i = 0; i < fields.size(); ++i) {
        const FieldValue& value = fields[i];
        for (const Pair& pair : addresses_) {
            if (value.field == pair.self) {
                finish();
                meeting = {};
                while (layer < layers.size() && layers[layer].node != i)
                    ++layer;
                isInLayer = !hasPorts() && layer < layers.size() && !isQuoted(layers, layer);
            } else if (value.field == pair.source) {
                meeting.source.address = addressOf(dissection, value);
            } else if (value.field == pair.destination) {
                meeting.destination.address = addressOf(dissection, value);
            }
        }
        if (!hasPorts())
            continue;
        if (value.field == ports_.self) {
            finish();
            while (layer < layers.size() && layers[layer].node != i)
                ++layer;
            isInLayer = layer < layers.size() && !isQuoted(layers, layer);
            hasBothPorts = false;
        } else if (value.field == ports_.source) {
            meeting.source.port = static_cast<std::uint32_t>(value.number);
        } else if (value.field == ports_.destination) {
            meeting.destination.port = static_cast<std::uint32_t>(value.number);
            hasBothPorts = true;
        } else if (value.field == stream_) {
            meeting.stream = value.number;
        }
    }
    finish();
}

} // namespace tapscope
