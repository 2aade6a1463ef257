#include <stats/protocol_hierarchy.h>
#include <stats/traffic_ends.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

/// The marks of a frame that are counted besides its protocols, below the last one.
constexpr std::array<std::string_view, 3> damage = {"_ws.malformed", "_ws.short", "_ws.unreassembled"};

/// Whether a layer is counted by itself, as in Wireshark: not the extension headers of IPv6, nothing of a frame that
/// sFlow has sampled, and of a packet that an ICMP message quotes only the payload after its transport header.
bool isOfItsOwn(std::span<const Layer> layers, std::size_t at) {
    if (layers[at].name.starts_with("ipv6."))
        return false;
    if (!isQuoted(layers, at))
        return true;
    const std::string_view below = layers[at - 1].name;
    return (below == "udp" || below == "tcp") &&
           std::ranges::none_of(layers.first(at), [](const Layer& lower) { return lower.name == "sflow"; });
}

class HierarchyTally final : public Tally {
public:
    explicit HierarchyTally(const DecoderRegistry& registry) : registry_(registry), nodes_(1) {}

    void take(const CountedFrame& counted) override {
        ++nodes_[root].frames;
        nodes_[root].bytes += counted.length();
        std::size_t at = root;
        const auto step = [&](ProtocolId protocol) {
            at = childOf(at, protocol);
            ++nodes_[at].frames;
            nodes_[at].bytes += counted.length();
        };
        const auto layers = counted.dissection.layers();
        for (std::size_t i = 1; i < layers.size(); ++i) {
            if (layers[i].protocol != noProtocol && isOfItsOwn(layers, i))
                step(layers[i].protocol);
        }
        for (const FieldValue& value : counted.dissection.fields()) {
            const ProtocolId protocol = registry_.protocolOf(value.field);
            const bool isDamage = std::ranges::find(damage, registry_.protocol(protocol).abbreviation) != damage.end();
            if (isDamage && registry_.protocolField(protocol) == value.field)
                step(protocol);
        }
    }
    void merge(const Tally& tally) override { mergeBelow(root, static_cast<const HierarchyTally&>(tally), root); }

    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = "Protocol hierarchy",
                             .columns = {{"Protocol"},
                                         {"Title"},
                                         {"Frames", StatisticColumn::Kind::Count},
                                         {"Frames %", StatisticColumn::Kind::Percent},
                                         {"Bytes", StatisticColumn::Kind::ByteCount},
                                         {"Bytes %", StatisticColumn::Kind::Percent}}};
        addRowsBelow(root, 0, table);
        StatisticResult result{.title = "Protocol hierarchy", .tables = {std::move(table)}};
        if (isFull_)
            result.notes.push_back(
                "There are more than " + std::to_string(ceiling) +
                " different places in the tree: frames in the remaining ones are only counted with the "
                "protocol that carries them.");
        return result;
    }

private:
    static constexpr std::size_t root = 0;
    static constexpr std::size_t ceiling = std::size_t{1} << 16;
    struct Node {
        ProtocolId protocol = noProtocol;
        std::uint64_t frames = 0, bytes = 0;
        std::vector<std::size_t> children = {};
    };

    /// The node of a protocol below another one. Once the limit is reached, all new protocols share one node.
    [[nodiscard]] std::size_t childOf(std::size_t node, ProtocolId protocol) {
        for (const std::size_t child : nodes_[node].children) {
            if (nodes_[child].protocol == protocol)
                return child;
        }
        if (nodes_.size() > ceiling) {
            isFull_ = true;
            return overflowNode();
        }
        nodes_.push_back({.protocol = protocol});
        nodes_[node].children.push_back(nodes_.size() - 1);
        return nodes_.size() - 1;
    }
    /// The node for everything beyond the limit; it is not shown.
    [[nodiscard]] std::size_t overflowNode() {
        if (overflow_ == root) {
            nodes_.emplace_back();
            overflow_ = nodes_.size() - 1;
        }
        return overflow_;
    }
    void mergeBelow(std::size_t mine, const HierarchyTally& other, std::size_t theirs) {
        const Node& from = other.nodes_[theirs];
        nodes_[mine].frames += from.frames;
        nodes_[mine].bytes += from.bytes;
        for (const std::size_t child : from.children)
            mergeBelow(childOf(mine, other.nodes_[child].protocol), other, child); // at most 64 layers and a few marks
                                                                                   // deep
        isFull_ = isFull_ || other.isFull_;
    }
    void addRowsBelow(std::size_t node, unsigned depth, StatisticTable& table) const {
        std::vector<std::size_t> children = nodes_[node].children;
        // The most frequent first; ties are ordered independently of the threads.
        std::ranges::sort(children, [&](std::size_t left, std::size_t right) {
            const Node &a = nodes_[left], &b = nodes_[right];
            return a.frames != b.frames ? a.frames > b.frames : a.protocol < b.protocol;
        });
        const auto percent = [](std::uint64_t part, std::uint64_t whole) {
            return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
        };
        for (const std::size_t child : children) {
            const Node& each = nodes_[child];
            const ProtocolInfo& info = registry_.protocol(each.protocol);
            table.rows.push_back({.values = {std::string(info.abbreviation), std::string(info.title), each.frames,
                                             percent(each.frames, nodes_[root].frames), each.bytes,
                                             percent(each.bytes, nodes_[root].bytes)},
                                  .depth = depth,
                                  .filter = std::string(info.abbreviation)});
            addRowsBelow(child, depth + 1, table);
        }
    }

    const DecoderRegistry& registry_;
    std::vector<Node> nodes_;
    std::size_t overflow_ = root; ///< root: none yet
    bool isFull_ = false;
};

class ProtocolHierarchy final : public Statistic {
public:
    explicit ProtocolHierarchy(const DecoderRegistry& registry) : registry_(registry) {}

    [[nodiscard]] std::string title() const override { return "Protocol hierarchy"; }
    [[nodiscard]] std::vector<FieldId> fields() const override {
        std::vector<FieldId> wanted; // to find damage, all layers are decoded
        for (const auto name : damage)
            wanted.push_back(fieldNamed(registry_, name));
        return wanted;
    }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<HierarchyTally>(registry_); }

private:
    const DecoderRegistry& registry_;
};

} // namespace

Result<std::unique_ptr<const Statistic>> ProtocolHierarchyKind::make(std::span<const std::string_view>,
                                                                     const DecoderRegistry& registry) const {
    return std::make_unique<const ProtocolHierarchy>(registry);
}

} // namespace tapscope
