#pragma once

#include <base/hash.h>

#include <statistic/count_table.h>
#include <statistic/statistic.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tapscope {

/// A protocol whose requests and responses have a common number, but no field with the response time.
struct ExchangedProtocol {
    std::string_view word, title;
    std::array<std::string_view, 2> numbers; ///< fields with the number, in both; the second may be empty
    std::string_view request, answer;        ///< the fields that identify a message; may be the same
    /// The exchange of a number that a message belongs to, and its side.
    struct Side {
        std::uint8_t step = 0;
        bool isAnswer = false;
    };
    /// Returns nothing for messages of neither side.
    std::optional<Side> (*sideOf)(bool isAnswerField, std::uint64_t value);
    bool isBetweenTwo = false; ///< the same number between other ends is another exchange
};
[[nodiscard]] std::span<const ExchangedProtocol> exchangedProtocols() noexcept;

/// Finds the response to each request by their common number, whichever was counted first. A number that is used again
/// counts once. For one thread; uses the memory of a CountTable.
class Exchanges {
public:
    /// Reads the fields that identify the protocol's messages. Immutable.
    class Reader {
    public:
        Reader(const ExchangedProtocol& protocol, const DecoderRegistry& registry);
        /// Whether the registry has these fields.
        [[nodiscard]] bool isKnown() const noexcept;
        [[nodiscard]] std::vector<FieldId> fields() const { return {ids_.begin(), ids_.end()}; }
        [[nodiscard]] const ExchangedProtocol& protocol() const noexcept { return protocol_; }

    private:
        friend class Exchanges;
        enum Wanted : std::uint8_t { FirstNumber, SecondNumber, Request, Answer, WantedCount };
        const ExchangedProtocol& protocol_;
        std::array<FieldId, WantedCount> ids_{};
    };

    void take(const Reader& reader, const CountedFrame& frame);
    void merge(const Exchanges& other) { exchanges_.merge(other.exchanges_); }
    [[nodiscard]] bool isCut() const noexcept { return exchanges_.others() != nullptr; }
    struct Answered {
        std::chrono::nanoseconds time; ///< from the request to its first response
        FrameNumber frame;             ///< of the response
    };
    /// In the order of the frames.
    [[nodiscard]] std::vector<Answered> answered() const;

private:
    struct Key {
        std::uint64_t number = 0;
        std::uint8_t step = 0;
        [[nodiscard]] bool operator==(const Key&) const noexcept = default;
        [[nodiscard]] std::size_t hashed(std::uint64_t seed) const noexcept {
            return mixHash(mixHash(seed, number), step);
        }
    };
    struct Message {
        std::chrono::nanoseconds time{};
        FrameNumber frame = 0; ///< 0: not seen
        void add(const Message& other) noexcept;
    };
    struct Exchange {
        Message request{}, answer{};
        void add(const Exchange& other) noexcept {
            request.add(other.request);
            answer.add(other.answer);
        }
    };
    CountTable<Key, Exchange> exchanges_;
};

} // namespace tapscope
