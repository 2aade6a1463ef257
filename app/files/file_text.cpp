#include "file_text.h"

#include <QDir>
#include <QStringDecoder>

#include <string_view>

namespace tapscope {
namespace {

constexpr char16_t firstByte = 0xdc00; ///< + the byte

bool isByte(QChar each) {
    return each.unicode() >= firstByte + 0x80 && each.unicode() <= firstByte + 0xff;
}

/// The length of the UTF-8 character at the beginning of `bytes`; 0 if there is none.
qsizetype characterAt(std::string_view bytes) {
    const auto lead = static_cast<unsigned char>(bytes.front());
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 0 || length > bytes.size())
        return 0;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(length)));
    return decoder.hasError() || text.isEmpty() ? 0 : static_cast<qsizetype>(length);
}

} // namespace

QString fileText(const std::filesystem::path& path) {
    std::string_view rest = path.native();
    QString text;
    while (!rest.empty()) {
        const qsizetype length = characterAt(rest);
        if (length == 0)
            text += QChar(static_cast<char16_t>(firstByte + static_cast<unsigned char>(rest.front())));
        else
            text += QString::fromUtf8(rest.data(), length);
        rest.remove_prefix(static_cast<std::size_t>(std::max<qsizetype>(length, 1)));
    }
    return text;
}

std::filesystem::path filePath(const QString& text) {
    std::string bytes;
    qsizetype start = 0;
    const auto takeText = [&](qsizetype end) {
        bytes += QStringView(text).mid(start, end - start).toUtf8().toStdString();
        start = end + 1;
    };
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool isHalf = at > 0 && text[at - 1].isHighSurrogate();
        if (!isByte(text[at]) || isHalf)
            continue;
        takeText(at);
        bytes += static_cast<char>(text[at].unicode() - firstByte);
    }
    takeText(text.size());
    return bytes;
}

std::filesystem::path typedPath(const QString& text) {
    const QString typed =
        text == QLatin1String("~") || text.startsWith(QLatin1String("~/")) ? QDir::homePath() + text.sliced(1) : text;
    const auto path = filePath(typed);
    return path.empty() || path.is_absolute() ? path : filePath(QDir::currentPath()) / path;
}

QString oneLine(const QString& text) {
    QString shown;
    shown.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar each = text[at];
        const bool isHalf = at > 0 && text[at - 1].isHighSurrogate();
        if (each == QLatin1Char('\n'))
            shown += QLatin1String("\\n");
        else if (isByte(each) && !isHalf)
            shown += QStringLiteral("\\x%1").arg(each.unicode() - firstByte, 2, 16, QLatin1Char('0'));
        else if (each.category() == QChar::Other_Control || each.category() == QChar::Other_Format ||
                 each.category() == QChar::Separator_Line || each.category() == QChar::Separator_Paragraph)
            shown += each.unicode() <= 0xff ? QStringLiteral("\\x%1").arg(each.unicode(), 2, 16, QLatin1Char('0'))
                                            : QStringLiteral("\\u%1").arg(each.unicode(), 4, 16, QLatin1Char('0'));
        else
            shown += each;
    }
    return shown;
}

QString shownPath(const std::filesystem::path& path) {
    return oneLine(fileText(path));
}

QString shownName(const std::filesystem::path& path) {
    return shownPath(path.filename());
}

} // namespace tapscope
