#pragma once

#include "net_flow_fields.h"

#include <list>
#include <unordered_map>

namespace tapscope::netflow {

/// A field of a template.
struct TemplateField {
    static constexpr std::uint16_t isEnterprise = 0x8000, isVariable = 0xffff;

    std::uint16_t kind = 0;   ///< the element's number; with isEnterprise, an enterprise's number
    std::uint16_t length = 0; ///< in octets; isVariable (IPFIX): each value begins with its length
};

/// The format of the records in data sets.
struct RecordTemplate {
    static constexpr std::size_t mostFields = 60;

    FrameNumber frame = 0; ///< the frame that announced it
    std::uint8_t count = 0;
    std::uint8_t scopes = 0; ///< in NetFlow 9: how many of the first fields give the scope of an options record
    std::array<TemplateField, mostFields> fields{};

    /// Adds a field. Returns false if there is no room.
    bool add(TemplateField field) noexcept;
    /// The octets of the shortest record; 0 if there are no fields.
    [[nodiscard]] std::size_t shortest() const noexcept;
};

/// The templates that the frames so far have announced. The least recently used are forgotten.
class LearnedTemplates final : public ConversationState {
public:
    static constexpr std::size_t mostTemplates = 1024;

    /// Templates belong to an exporter's session with a collector (RFC 7011, 3.4.1).
    struct Key {
        Endpoint exporter, collector;
        std::uint32_t domain = 0;
        std::uint16_t id = 0;

        [[nodiscard]] bool operator==(const Key& other) const noexcept = default;
        struct Hash {
            [[nodiscard]] std::size_t operator()(const Key& key) const noexcept;
        };
    };
    void put(const Key& key, const RecordTemplate& form);
    void remove(const Key& key);
    /// Null if it is not known. Valid until the next call.
    [[nodiscard]] const RecordTemplate* find(const Key& key);

private:
    using Entries = std::list<std::pair<Key, RecordTemplate>>;
    Entries entries_; ///< the most recently used first
    std::unordered_map<Key, Entries::iterator, Key::Hash> places_;
};

/// The templates of the data sets in one layer, in their order. They are learned with the frame and remembered as its
/// facts, so that the frame can be decoded without the frames before it.
class SetTemplates {
public:
    explicit SetTemplates(Dissection& dissection) : d_(dissection) {}

    /// While learning: a template that this frame announces or, without fields, withdraws. Templates after the first 64
    /// of a frame are left out.
    void announce(std::uint32_t domain, std::uint16_t id, RecordTemplate form);
    /// The template of the next data set; nothing if it is not known, or if the frame has no room for more facts.
    [[nodiscard]] std::optional<RecordTemplate> next(std::uint32_t domain, std::uint16_t id);

private:
    static constexpr std::size_t wordsAFact = 5, mostFacts = 64, mostAnnounced = 64;
    using Words = std::array<std::uint32_t, wordsAFact>;

    void learn(std::uint16_t id, const RecordTemplate* form);
    [[nodiscard]] std::optional<RecordTemplate> recall(std::uint16_t id);
    [[nodiscard]] LearnedTemplates::Key keyOf(std::uint32_t domain, std::uint16_t id) const noexcept;
    /// The next word of the facts; 0 after their end.
    [[nodiscard]] std::uint32_t read();
    void write(std::uint32_t word);

    Dissection& d_;
    std::size_t announced_ = 0;
    std::size_t at_ = 0; ///< position in words
    Words words_{};      ///< the words of the fact that is read or written
};

} // namespace tapscope::netflow
