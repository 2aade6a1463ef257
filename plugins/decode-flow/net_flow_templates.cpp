#include "net_flow_templates.h"

#include <base/hash.h>

namespace tapscope::netflow {

bool RecordTemplate::add(TemplateField field) noexcept {
    if (count == mostFields)
        return false;
    if (field.length != 0) // otherwise, a record has no octets of it
        fields[count++] = field;
    return true;
}

std::size_t RecordTemplate::shortest() const noexcept {
    std::size_t size = 0;
    for (const TemplateField& field : std::span(fields).first(count))
        size += field.length == TemplateField::isVariable ? 1 : field.length;
    return size;
}

std::size_t LearnedTemplates::Key::Hash::operator()(const Key& key) const noexcept {
    const std::uint64_t ends = mixHash(Endpoint::Hash{}(key.exporter), Endpoint::Hash{}(key.collector));
    return mixHash(ends, std::uint64_t{key.domain} << 16 | key.id);
}

void LearnedTemplates::put(const Key& key, const RecordTemplate& form) {
    remove(key);
    if (entries_.size() == mostTemplates) {
        places_.erase(entries_.back().first);
        entries_.pop_back();
    }
    entries_.emplace_front(key, form);
    places_.emplace(key, entries_.begin());
}

void LearnedTemplates::remove(const Key& key) {
    const auto found = places_.find(key);
    if (found == places_.end())
        return;
    entries_.erase(found->second);
    places_.erase(found);
}

const RecordTemplate* LearnedTemplates::find(const Key& key) {
    const auto found = places_.find(key);
    if (found == places_.end())
        return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->second;
}

LearnedTemplates::Key SetTemplates::keyOf(std::uint32_t domain, std::uint16_t id) const noexcept {
    return {d_.sourceEndpoint(), d_.destinationEndpoint(), domain, id};
}

void SetTemplates::announce(std::uint32_t domain, std::uint16_t id, RecordTemplate form) {
    if (!d_.isLearning() || ++announced_ > mostAnnounced)
        return;
    auto& learned = d_.captureWide<LearnedTemplates>();
    form.frame = d_.frame().number;
    if (form.count == 0)
        learned.remove(keyOf(domain, id));
    else
        learned.put(keyOf(domain, id), form);
}

std::optional<RecordTemplate> SetTemplates::next(std::uint32_t domain, std::uint16_t id) {
    if (!d_.isLearning())
        return recall(id);
    const RecordTemplate* const known = d_.captureWide<LearnedTemplates>().find(keyOf(domain, id));
    const std::size_t needed = known == nullptr ? 1 : 2 + std::size_t{known->count};
    if (at_ + needed > wordsAFact * mostFacts) {
        at_ = wordsAFact * mostFacts; // there is no room for later ones, either
        return std::nullopt;
    }
    learn(id, known);
    return known == nullptr ? std::nullopt : std::optional(*known);
}

// The first word describes the template: its number, which is not 0, and the numbers of its scopes and fields. The
// frame that announced it and one word for each field follow.
void SetTemplates::learn(std::uint16_t id, const RecordTemplate* form) {
    if (form == nullptr)
        return write(std::uint32_t{id} << 16);
    write(std::uint32_t{id} << 16 | std::uint32_t{form->scopes} << 8 | form->count);
    write(static_cast<std::uint32_t>(form->frame));
    for (const TemplateField& field : std::span(form->fields).first(form->count))
        write(std::uint32_t{field.kind} << 16 | field.length);
}

std::optional<RecordTemplate> SetTemplates::recall(std::uint16_t id) {
    const std::uint32_t head = read();
    const auto count = static_cast<std::uint8_t>(head & 0xff);
    if (head >> 16 != id || count == 0 || count > RecordTemplate::mostFields)
        return std::nullopt;
    RecordTemplate form{.count = count, .scopes = static_cast<std::uint8_t>(head >> 8 & 0xff)};
    form.frame = read();
    for (TemplateField& field : std::span(form.fields).first(count)) {
        const std::uint32_t word = read();
        field = {static_cast<std::uint16_t>(word >> 16), static_cast<std::uint16_t>(word & 0xffff)};
    }
    return form;
}

std::uint32_t SetTemplates::read() {
    const std::size_t fact = at_ / wordsAFact;
    if (fact >= mostFacts)
        return 0;
    if (at_ % wordsAFact == 0)
        words_ = d_.recall<Words>(static_cast<std::uint8_t>(fact)).value_or(Words{});
    return words_[at_++ % wordsAFact];
}

void SetTemplates::write(std::uint32_t word) {
    const auto fact = static_cast<std::uint8_t>(at_ / wordsAFact);
    if (at_ % wordsAFact == 0)
        words_ = {};
    words_[at_++ % wordsAFact] = word;
    d_.remember(words_, fact);
}

} // namespace tapscope::netflow
