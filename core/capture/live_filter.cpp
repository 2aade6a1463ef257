#include <capture/live_filter.h>

#include <cctype>
#include <string>

namespace tapscope {
namespace {

constexpr std::string_view vlanWord = "vlan";

bool isFilterSpace(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

bool isOfFilterWord(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

/// The position of the first `vlan` that is a whole word, or npos.
std::size_t firstVlan(std::string_view filter) {
    for (auto at = filter.find(vlanWord); at != std::string_view::npos; at = filter.find(vlanWord, at + 1)) {
        const auto end = at + vlanWord.size();
        if ((at == 0 || !isOfFilterWord(filter[at - 1])) && (end == filter.size() || !isOfFilterWord(filter[end])))
            return at;
    }
    return std::string_view::npos;
}

/// The number that follows `vlan`, as it is written: "5", "(0x10)", or nothing.
std::string_view numberAfter(std::string_view rest) {
    std::size_t end = 0;
    const auto skip = [&](auto isPart) {
        while (end < rest.size() && isPart(rest[end]))
            ++end;
    };
    const auto isBlankOrOpen = [](char c) { return isFilterSpace(c) || c == '('; };
    const auto isBlankOrClose = [](char c) { return isFilterSpace(c) || c == ')'; };
    skip(isFilterSpace);
    const auto start = end;
    std::size_t open = 0;
    for (; end < rest.size() && isBlankOrOpen(rest[end]); ++end)
        open += rest[end] == '(' ? 1 : 0;
    if (end == rest.size() || std::isdigit(static_cast<unsigned char>(rest[end])) == 0)
        return rest.substr(0, 0);
    skip(isOfFilterWord);
    for (; open > 0 && end < rest.size() && isBlankOrClose(rest[end]); ++end)
        open -= rest[end] == ')' ? 1 : 0;
    return rest.substr(start, end - start);
}

/// The filter for a frame whose outer tag is in its bytes again. All other headers follow that tag, and the first
/// `vlan` of the filter refers to it. `ether[]` counts from the start of the frame, wherever it occurs in the filter.
std::string behindTag(std::string_view filter) {
    const auto at = firstVlan(filter);
    if (at == std::string_view::npos)
        return "vlan and (" + std::string(filter) + ")";
    const auto rest = filter.substr(at + vlanWord.size());
    const auto number = numberAfter(rest);
    const auto end = number.empty() ? 0 : static_cast<std::size_t>(number.data() - rest.data()) + number.size();
    const auto test =
        number.empty() ? std::string("(greater 0)") : "(ether[14:2] & 0xfff = " + std::string(number) + ")";
    return "vlan and (" + std::string(filter.substr(0, at)) + test + std::string(rest.substr(end)) + ")";
}

} // namespace

bool asksForTags(std::string_view filter) {
    return firstVlan(filter) != std::string_view::npos;
}

Result<LiveFilter> LiveFilter::compile(std::string_view text, LinkType linkType, std::uint32_t snapLength) {
    auto plain = CaptureFilter::compile(text, linkType, snapLength);
    if (!plain)
        return std::unexpected(plain.error());
    const bool isBlank = text.find_first_not_of(" \t\n") == std::string_view::npos;
    if (linkType != LinkType::Ethernet || isBlank)
        return LiveFilter(std::move(*plain), std::nullopt);
    auto restored = CaptureFilter::compile(behindTag(text), linkType, snapLength);
    if (!restored)
        return std::unexpected(restored.error());
    return LiveFilter(std::move(*plain), std::move(*restored));
}

} // namespace tapscope
