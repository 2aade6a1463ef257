#include "text_pages.h"

#include <QFontMetricsF>
#include <QPagedPaintDevice>

#include <algorithm>
#include <utility>

namespace tapscope {

TextPages::TextPages(QPagedPaintDevice& device, QFont font, QString title)
    : device_(device), font_(std::move(font)), title_(std::move(title)), hasFailed_(!painter_.begin(&device)) {
    if (hasFailed_)
        return;
    painter_.setFont(font_);
    const QFontMetricsF metrics(font_, &device);
    lineHeight_ = metrics.lineSpacing();
    ascent_ = metrics.ascent();
    columns_ = std::max<qsizetype>(static_cast<qsizetype>(painter_.viewport().width() /
                                                          std::max(metrics.horizontalAdvance(QLatin1Char('0')), 1.0)),
                                   1);
}

qsizetype TextPages::fitting(const QString& text) const {
    qsizetype count = std::min(columns_, text.size());
    const QFontMetricsF metrics(font_, &device_);
    const qreal width = painter_.viewport().width();
    while (count > 1 && metrics.horizontalAdvance(text.left(count)) > width)
        --count;
    return count > 1 && count < text.size() && text.at(count).isLowSurrogate() ? count - 1 : count;
}

void TextPages::beginPage() {
    isFull_ = false;
    if (pages_ > 0 && !device_.newPage())
        hasFailed_ = true;
    ++pages_;
    const QRectF head(0, 0, painter_.viewport().width(), lineHeight_);
    painter_.drawText(head, Qt::AlignRight, QString::number(pages_));
    painter_.drawText(head, Qt::AlignLeft, title_);
    at_ = 2 * lineHeight_;
}

void TextPages::add(const QString& line) {
    QString rest = line;
    do {
        if (hasFailed_)
            return;
        if (isFull_ || at_ + lineHeight_ > painter_.viewport().height())
            beginPage();
        const qsizetype count = fitting(rest);
        painter_.drawText(QPointF(0, at_ + ascent_), rest.left(count));
        at_ += lineHeight_;
        rest = rest.mid(count);
    } while (!rest.isEmpty());
}

void TextPages::breakPage() {
    isFull_ = true;
}

int TextPages::end() {
    if (!hasFailed_ && pages_ == 0)
        beginPage();
    return painter_.end() && !hasFailed_ ? pages_ : 0;
}

} // namespace tapscope
