#include "plain_text.h"

#include <base/printable_text.h>

#include <string>

namespace tapscope {
namespace {

constexpr std::size_t longest = 8192; ///< octets: more than any line that a person reads

} // namespace

QString plainText(std::string_view text) {
    const bool isCut = text.size() > longest;
    std::string made(4 * longest, '\0'); // an octet becomes at most four, such as "\033"
    made.resize(writePrintable(made, text.substr(0, longest)));
    auto plain = QString::fromUtf8(made.data(), static_cast<qsizetype>(made.size()));
    return isCut ? plain + QStringLiteral("…") : plain;
}

QString plainText(const QString& text) {
    return plainText(std::string_view(text.toStdString()));
}

QString plainMenuText(const QString& text) {
    return plainText(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
}

} // namespace tapscope
