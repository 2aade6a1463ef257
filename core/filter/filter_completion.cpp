#include <base/ascii_case.h>
#include <filter/filter_completion.h>
#include <filter/filter_lexer.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t most = 200;
constexpr std::array<std::string_view, 15> comparisons = {
    "==", "!=", "===", "!==", "~=", "<", ">", "<=", ">=", "eq", "ne", "{", ",", "any_eq", "all_eq"};

bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/// Returns the field that a value after these tokens is compared with; empty if there is none.
std::string_view comparedField(const std::vector<FilterToken>& tokens) {
    std::size_t at = tokens.size() - 1; // the End
    if (at == 0 || std::ranges::find(comparisons, tokens[at - 1].text) == comparisons.end())
        return {};
    --at;
    if (tokens[at].text == "{" || tokens[at].text == ",") { // in {1, 2, …
        while (at > 0 && tokens[at].text != "in")
            --at;
        if (tokens[at].text != "in")
            return {};
    }
    return at > 0 && tokens[at - 1].kind == FilterToken::Kind::Word ? std::string_view(tokens[at - 1].text)
                                                                    : std::string_view();
}

void addValues(FilterCompletion& completion, const FieldInfo& field, std::string_view prefix) {
    const auto add = [&](std::string_view name, std::string description) {
        if (!startsWithIgnoringCase(name, prefix) || completion.candidates.size() >= most)
            return;
        const bool isPlain = std::ranges::all_of(name, isWordCharacter) && (name[0] < '0' || name[0] > '9');
        completion.candidates.push_back(
            {isPlain ? std::string(name) : '"' + std::string(name) + '"', std::move(description)});
    };
    for (const auto& each : field.values)
        add(each.name, std::to_string(each.value));
    if (field.type == FieldType::Boolean) {
        add("True", "1");
        add("False", "0");
    }
}

/// The title of the protocol or field; an alias such as "ip.addr" has those of several fields.
std::string titlesOf(std::string_view name, const DecoderRegistry& registry) {
    constexpr std::size_t mostTitles = 3;
    std::vector<std::string_view> titles;
    for (const FieldId id : registry.find(name)) {
        const std::string_view title = registry.field(id).title;
        if (!title.empty() && std::ranges::find(titles, title) == titles.end())
            titles.push_back(title);
    }
    std::string text;
    for (std::size_t i = 0; i < std::min(titles.size(), mostTitles); ++i)
        text.append(i == 0 ? "" : ", ").append(titles[i]);
    return titles.size() > mostTitles ? text + ", …" : text;
}

} // namespace

FilterCompletion completeFilter(std::string_view text, std::size_t cursor, const DecoderRegistry& registry) {
    FilterCompletion completion;
    cursor = std::min(cursor, text.size());
    std::size_t start = cursor;
    // In a string without an end, the name of the value begins at the quote.
    const std::string_view before = text.substr(0, cursor);
    if (std::ranges::count(before, '"') % 2 == 1)
        start = before.rfind('"');
    else
        while (start > 0 && isWordCharacter(text[start - 1]))
            --start;
    completion.start = start;
    completion.length = cursor - start;
    const auto tokens = tokenise(text.substr(0, start));
    if (!tokens)
        return completion;
    std::string_view prefix = text.substr(start, cursor - start);
    const bool isQuoted = prefix.starts_with('"');
    if (isQuoted)
        prefix.remove_prefix(1);
    if (const auto field = registry.find(comparedField(*tokens)); !field.empty()) {
        for (const FieldId each : field)
            addValues(completion, registry.field(each), prefix);
    } else if (!isQuoted && !prefix.empty()) {
        for (const auto name : registry.namesBeginningWith(prefix)) {
            if (completion.candidates.size() < most && name != prefix)
                completion.candidates.push_back({std::string(name), titlesOf(name, registry)});
        }
    }
    auto& candidates = completion.candidates;
    std::ranges::sort(candidates, {}, &FilterCandidate::text);
    candidates.erase(std::ranges::unique(candidates, {}, &FilterCandidate::text).begin(), candidates.end());
    return completion;
}

} // namespace tapscope
