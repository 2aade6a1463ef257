#include <settings/settings.h>

#include <charconv>

namespace tapscope {
namespace {

template <typename Number>
Number numberOf(const std::string& text) noexcept {
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

bool Settings::has(std::string_view key) const noexcept {
    return !texts(key).empty();
}

const std::vector<std::string>& Settings::texts(std::string_view key) const noexcept {
    static const std::vector<std::string> none;
    const auto found = values_.find(key);
    return found == values_.end() ? none : found->second;
}

const std::string& Settings::text(std::string_view key) const noexcept {
    static const std::string none;
    const auto& all = texts(key);
    return all.empty() ? none : all.front();
}

long long Settings::integer(std::string_view key) const noexcept {
    return numberOf<long long>(text(key));
}
double Settings::real(std::string_view key) const noexcept {
    return numberOf<double>(text(key));
}
bool Settings::isOn(std::string_view key) const noexcept {
    return text(key) == "on";
}

} // namespace tapscope
