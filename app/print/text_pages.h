#pragma once

#include <QFont>
#include <QPainter>
#include <QString>

class QPagedPaintDevice;

namespace tapscope {

/// Lines of text on the pages of a printer or a PDF document, with a title and the page's number above them. Lines that
/// are too long are wrapped. Used by one thread at a time, any thread; must be ended before the device is destroyed.
class TextPages {
public:
    /// `font` has a fixed width.
    TextPages(QPagedPaintDevice& device, QFont font, QString title);

    void add(const QString& line);
    /// Makes the next line begin a page.
    void breakPage();
    /// Must be called after the last line. Returns the number of pages; 0 if the device refused a page.
    [[nodiscard]] int end();

private:
    void beginPage();
    /// How much of a text fits into one line, at least one character.
    [[nodiscard]] qsizetype fitting(const QString& text) const;

    QPagedPaintDevice& device_;
    QFont font_;
    QString title_;
    QPainter painter_;
    qreal lineHeight_ = 0, ascent_ = 0, at_ = 0;
    qsizetype columns_ = 1;
    int pages_ = 0;
    bool isFull_ = true; ///< the next line begins a page
    bool hasFailed_ = false;
};

} // namespace tapscope
