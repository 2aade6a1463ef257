#include <net/interface_name.h>

#include <algorithm>

namespace tapscope {

Result<InterfaceName> InterfaceName::parse(std::string_view text) {
    constexpr std::size_t longest = 15; // IFNAMSIZ with its terminator
    const auto refuse = [&](std::string_view reason) {
        return failure(ErrorKind::Invalid, "use the name", '"' + std::string(text) + '"', reason,
                       "A name has 1 to 15 bytes without /, :, % or white space");
    };
    if (text.empty())
        return refuse("it is empty");
    if (text.size() > longest)
        return refuse("it is longer than 15 bytes");
    if (text == "." || text == "..")
        return refuse("it denotes a folder");
    const auto isForbidden = [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet <= ' ' || octet == 0x7f || octet == 0xa0 || c == '/' || c == ':' || c == '%';
    };
    if (std::ranges::any_of(text, isForbidden))
        return refuse("it has a character that no name can have");
    return InterfaceName(text);
}

} // namespace tapscope
