#pragma once

#include <base/hash.h>
#include <decode/dissector.h>

#include <array>
#include <cstdint>
#include <string_view>

namespace tapscope::test {

/// A transport of four bytes: source port, destination port, command, payload.
class Transport final : public Decoder {
public:
    enum Field : std::uint16_t { Count, Stream, Filled, Joined };
    enum Command : std::uint8_t {
        None,
        Assign,
        Expect,
        Fill,  ///< as many facts as the payload says, all different
        Join,  ///< reassembles a kilobyte
        Hoard, ///< the conversation's state says that it owns a mebibyte
    };
    static constexpr std::uint8_t joinSlot = 255;

    struct Total final : ConversationState {
        std::uint32_t streams = 0;
    };
    struct State final : ConversationState {
        std::uint32_t stream = 0;
        std::array<std::uint32_t, 2> frames{};
        bool hoards = false;
        [[nodiscard]] std::size_t owned() const noexcept override { return hoards ? std::size_t{1} << 20 : 0; }
    };
    struct Fact {
        std::uint32_t count, stream;
    };
    /// Twenty bytes that do not repeat.
    struct Filling {
        std::array<std::uint32_t, 5> words;
        [[nodiscard]] static Filling of(FrameNumber frame, std::uint8_t slot) {
            Filling made;
            std::uint64_t word = mixHash(frame, slot);
            for (std::uint32_t& each : made.words)
                each = static_cast<std::uint32_t>(word = mixHash(word, slot));
            return made;
        }
        [[nodiscard]] bool operator==(const Filling&) const noexcept = default;
    };

    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array fields = {
            FieldInfo{.name = "transport.count", .title = "Frame of this direction", .fromHistory = true},
            FieldInfo{.name = "transport.stream", .title = "Stream", .fromHistory = true},
            FieldInfo{.name = "transport.filled", .title = "Facts that were recalled", .fromHistory = true},
            FieldInfo{.name = "transport.joined", .title = "Bytes that were reassembled", .fromHistory = true}};
        static constexpr std::array hooks = {Hook{"linktype", 1}};
        static constexpr std::array<std::string_view, 1> tables = {"transport.port"};
        static const ProtocolInfo info{.abbreviation = "transport",
                                       .title = "Transport",
                                       .column = "TRANSPORT",
                                       .fields = fields,
                                       .hooks = hooks,
                                       .tables = tables,
                                       .learns = true,
                                       .carriesConversations = true};
        return info;
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        d.carrier().sourcePort = bytes.u8();
        d.carrier().destinationPort = bytes.u8();
        const std::uint8_t command = bytes.u8();
        if (d.isLearning()) {
            auto& state = d.conversation<State>();
            if (state.stream == 0)
                state.stream = ++d.captureWide<Total>().streams;
            const std::uint32_t count = ++state.frames[d.way() == Way::Up ? 0 : 1];
            d.remember(Fact{count, state.stream});
            if (command == Assign)
                d.assignConversation("special");
            for (std::uint8_t slot = 1; command == Fill && slot <= bytes.peek(); ++slot)
                d.remember(Filling::of(d.frame().number, slot), slot);
            if (command == Join && d.reassembles())
                join(d);
            state.hoards = command == Hoard;
            if (command == Expect)
                d.expectAt(d.destinationEndpoint(), "special");
        }
        if (const auto fact = d.recall<Fact>()) {
            d.add(Count, {}, fact->count);
            d.add(Stream, {}, fact->stream);
        }
        std::size_t filled = 0;
        for (std::uint8_t slot = 1; command == Fill && slot <= bytes.peek(); ++slot)
            filled += d.recall<Filling>(slot) == Filling::of(d.frame().number, slot) ? 1 : 0;
        d.add(Filled, {}, filled);
        if (const auto id = d.recall<AssemblyStore::Id>(joinSlot)) {
            const Assembly* const whole = d.assembly(*id);
            d.add(Joined, {}, whole != nullptr ? whole->bytes.size() : 0);
        }
        d.nextInConversation(0, {d.carrier().destinationPort}, bytes);
    }

    static void join(Dissection& d) {
        static constexpr std::array<std::byte, 1024> bytes{};
        const auto id = d.assemblies().open();
        if (id != 0 && d.assemblies().add(id, d.frame().number, 0, bytes) &&
            d.assemblies().complete(id, bytes.size(), d.frame().number))
            d.remember(id, joinSlot);
    }
};

template <char Name>
class Application final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array hooks = {Hook{"transport.port", Name == 's' ? 250U : 80U}};
        static constexpr std::string_view name = Name == 's' ? "special" : "usual";
        static constexpr std::array<std::string_view, 1> heuristics = {"transport.port"};
        static const ProtocolInfo info{.abbreviation = name,
                                       .title = name,
                                       .column = name,
                                       .hooks = hooks,
                                       .heuristics = heuristics,
                                       .learns = Name == 's'};
        return info;
    }
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& /*dissection*/) const override {
        return Name == 's' && bytes.front() == std::byte{recognisable};
    }
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override {
        return claim == Claim::ByKey || bytes.front() == std::byte{fitting};
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        if (Name == 's' && bytes.peek() == claiming && d.isLearning())
            d.assignConversation("special");
        bytes.skip(bytes.remaining());
    }

    static constexpr std::uint8_t fitting = 42, claiming = 43, recognisable = 44;
};

} // namespace tapscope::test
