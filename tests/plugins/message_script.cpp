#include "message_script.h"

#include <QFile>
#include <QRegularExpression>

namespace tapscope::test {
namespace {

QByteArray unescaped(const QByteArray& text) {
    QByteArray plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || ++i == text.size()) {
            plain += text[i];
            continue;
        }
        switch (text[i]) {
        case 'r':
            plain += '\r';
            break;
        case 'n':
            plain += '\n';
            break;
        case 't':
            plain += '\t';
            break;
        case '0':
            plain += '\0';
            break;
        case 'x':
            plain += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
            break;
        default:
            plain += text[i];
        }
    }
    return plain;
}

QByteArray number(std::size_t value, std::size_t size, bool isLittle) {
    QByteArray octets;
    for (std::size_t i = 0; i < size; ++i)
        octets += static_cast<char>(value >> 8 * (isLittle ? i : size - 1 - i));
    return octets;
}

QByteArray berLength(std::size_t size) {
    if (size < 0x80)
        return number(size, 1, false);
    return size < 0x100 ? "\x81" + number(size, 1, false) : "\x82" + number(size, 2, false);
}

/// A length field: what it counts, and how.
struct Open {
    QByteArray content;
    QRegularExpressionMatch how;
};

/// Null if the text is invalid.
QByteArray octetsOf(const QString& text) {
    static const QRegularExpression token(
        R"re(\G\s*(?:"(?<text>(?:[^"\\]|\\.)*)"|(?<octet>[0-9a-f]{2})\*(?<times>\d+)|)re"
        R"re((?<order>be|le)(?<bits>8|16|24|32)(?<more>[+-]\d+)?\[|)re"
        R"re(ber(?<tag>[0-9a-f]{2})\[|(?<end>\])|(?<hex>(?:[0-9a-f]{2})+)))re");
    std::vector<Open> stack(1);
    qsizetype at = 0;
    for (auto each = token.globalMatch(text); each.hasNext();) {
        const auto match = each.next();
        at = match.capturedEnd();
        QByteArray& content = stack.back().content;
        if (match.hasCaptured("text")) {
            content += unescaped(match.captured("text").toUtf8());
        } else if (match.hasCaptured("times")) {
            content += QByteArray::fromHex(match.captured("octet").toUtf8()).repeated(match.captured("times").toInt());
        } else if (match.hasCaptured("hex")) {
            content += QByteArray::fromHex(match.captured("hex").toUtf8());
        } else if (!match.hasCaptured("end")) {
            stack.push_back({{}, match});
        } else {
            if (stack.size() == 1)
                return {};
            const Open inner = stack.back();
            stack.pop_back();
            const auto size = static_cast<std::size_t>(inner.content.size());
            if (inner.how.hasCaptured("tag"))
                stack.back().content += QByteArray::fromHex(inner.how.captured("tag").toUtf8()) + berLength(size);
            else
                stack.back().content +=
                    number(size + static_cast<std::size_t>(inner.how.captured("more").toLongLong()),
                           inner.how.captured("bits").toULong() / 8, inner.how.captured("order") == "le");
            stack.back().content += inner.content;
        }
    }
    return stack.size() == 1 && text.mid(at).trimmed().isEmpty() ? stack.front().content : QByteArray();
}

} // namespace

Script readScript(const QString& path) {
    Script script;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        script.error = "cannot be read";
        return script;
    }
    ScriptedMessage* message = nullptr;
    QStringList texts; // the octets of each message, as written
    int number = 0;
    for (const QByteArray& raw : file.readAll().split('\n')) {
        ++number;
        const QString line = QString::fromUtf8(raw);
        if (line.trimmed().isEmpty() || line.startsWith('#'))
            continue;
        const QString word = line.section(' ', 0, 0);
        const QString rest = line.section(' ', 1);
        if (word == "conversation") {
            script.conversations.push_back({rest.section(' ', 0, 0).toStdString(), rest.section(' ', 1).toUInt(), {}});
            message = nullptr;
        } else if ((word == "client" || word == "server") && !script.conversations.empty()) {
            message = &script.conversations.back().messages.emplace_back();
            message->isClient = word == "client";
            message->line = number;
            texts.emplace_back();
        }
        if (word == "client" || word == "server" || (word == "+" && message != nullptr)) {
            texts.back() += rest;
        } else if (line.startsWith("  ") && message != nullptr) {
            const QString expected = line.trimmed();
            if (expected == "damaged")
                message->isDamaged = true;
            else if (expected == "whole")
                message->isWhole = true;
            else
                message->expected.emplace_back(expected.section("  ", 0, 0).toStdString(),
                                               expected.section("  ", 1).trimmed().toStdString());
        } else if (word != "conversation") {
            script.error = "line " + std::to_string(number) + " is not understood";
            return script;
        }
    }
    for (ScriptedConversation& conversation : script.conversations) {
        for (ScriptedMessage& each : conversation.messages) {
            const QByteArray octets = octetsOf(texts.takeFirst());
            const auto bytes = std::as_bytes(std::span(octets));
            if (octets.isEmpty())
                script.error = "the octets of line " + std::to_string(each.line) + " are not understood";
            each.octets.assign(bytes.begin(), bytes.end());
        }
    }
    return script;
}

} // namespace tapscope::test
