#include <base/printable_text.h>

#include <names/name_text.h>
#include <names/service_names.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace tapscope {
namespace {

constexpr std::array<std::string_view, 4> transports = {"tcp", "udp", "sctp", "dccp"}; // as Transport

} // namespace

Result<void> ServiceNames::readFile(const std::filesystem::path& file) {
    return readLines(file, [this](std::string_view line) {
        const auto words = wordsOf(line);
        if (words.size() < 2 || words[0].size() > longestName)
            return;
        const auto slash = words[1].find('/');
        std::uint16_t port = 0;
        const char* const end = words[1].data() + std::min(slash, words[1].size());
        if (slash == std::string_view::npos)
            return;
        const auto [stopped, fault] = std::from_chars(words[1].data(), end, port);
        if (fault != std::errc{} || stopped != end)
            return;
        const auto* const transport = std::ranges::find(transports, words[1].substr(slash + 1));
        if (transport != transports.end())
            names_.emplace(static_cast<std::uint32_t>(transport - transports.begin()) << 16 | port,
                           printable(words[0]));
    });
}

std::string_view ServiceNames::of(Transport transport, std::uint16_t port) const noexcept {
    const auto found = names_.find(static_cast<std::uint32_t>(transport) << 16 | port);
    return found == names_.end() ? std::string_view() : std::string_view(found->second);
}

} // namespace tapscope
