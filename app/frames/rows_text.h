#pragma once

#include <base/frame.h>

#include <QString>
#include <QStringList>

namespace tapscope {

/// Rows of the list as text for the clipboard.
class RowsText {
public:
    enum class Kind : std::uint8_t {
        Tabs, ///< a line for each row
        Csv,  ///< RFC 4180, with a line of titles
        Yaml, ///< as Wireshark's: a document for each row
    };

    RowsText(Kind kind, const QStringList& titles);
    void add(FrameNumber number, const QStringList& cells);
    [[nodiscard]] const QString& text() const noexcept { return text_; }

private:
    Kind kind_;
    QString text_;
};

} // namespace tapscope
