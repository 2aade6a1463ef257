#include "follow_dialog.h"

#include "../background/background.h"
#include "../files/save_bytes.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <objects/http_stream.h>

namespace tapscope {
namespace {

constexpr std::size_t mostShown = std::size_t{512} << 10; ///< bytes in the text; Save writes all
constexpr int lookEvery = 500;                            // milliseconds
constexpr int decodedFormat = 1;                          ///< the data of "HTTP, decoded"

QByteArray bytesOf(const FollowedStream& stream, std::optional<StreamPiece::Sender> only) {
    QByteArray all;
    for (const StreamPiece& piece : stream.pieces) {
        if (!only || piece.sender == *only)
            all.append(reinterpret_cast<const char*>(stream.bytes.data()) + piece.offset,
                       static_cast<qsizetype>(piece.size));
    }
    return all;
}

} // namespace

FollowDialog::FollowDialog(ShownCapture capture, FrameNumber frame, const Theme& theme, QWidget* parent)
    : QDialog(parent), theme_(theme), capture_(std::move(capture)), frame_(frame), text_(new QPlainTextEdit),
      sides_(new QComboBox), formats_(new QComboBox), search_(new QLineEdit), summary_(new QLabel),
      progress_(new QProgressBar) {
    setWindowTitle(tr("Follow stream"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(900, 540);
    text_->setObjectName(QStringLiteral("streamText"));
    text_->setAccessibleName(tr("Data of the stream"));
    text_->setReadOnly(true);
    Theme::makeFixed(*text_);
    text_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    sides_->setObjectName(QStringLiteral("streamSides"));
    sides_->setAccessibleName(tr("Direction to show"));
    sides_->addItem(tr("Both sides"));
    formats_->setObjectName(QStringLiteral("streamFormat"));
    formats_->setAccessibleName(tr("How to show the bytes"));
    formats_->addItems({tr("Text"), tr("Hex dump"), tr("Raw hex")});
    for (QComboBox* each : {sides_, formats_})
        each->setSizeAdjustPolicy(QComboBox::AdjustToContents); // entries are added when the stream is known
    search_->setPlaceholderText(tr("Find in the stream"));
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(260);
    summary_->setObjectName(QStringLiteral("streamSummary"));
    summary_->setProperty("role", "muted");
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(4);

    auto* choices = new QHBoxLayout;
    choices->addWidget(sides_);
    choices->addWidget(formats_);
    choices->addStretch(1);
    choices->addWidget(search_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    filter_ = buttons->addButton(tr("&Filter to this stream"), QDialogButtonBox::ActionRole);
    save_ = buttons->addButton(tr("&Save bytes…"), QDialogButtonBox::ActionRole);
    update_ = buttons->addButton(tr("&Update"), QDialogButtonBox::ActionRole);
    update_->setObjectName(QStringLiteral("streamUpdate"));
    update_->setToolTip(tr("Continue reading to the newest frame"));
    for (QPushButton* each : {filter_, save_, update_})
        each->setEnabled(false);
    for (QAbstractButton* each : buttons->buttons()) // Return belongs to the search
        qobject_cast<QPushButton*>(each)->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(choices);
    layout->addWidget(text_, 1);
    layout->addWidget(progress_);
    layout->addWidget(summary_);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(sides_, &QComboBox::activated, this, &FollowDialog::render);
    connect(formats_, &QComboBox::activated, this, &FollowDialog::render);
    connect(search_, &QLineEdit::returnPressed, this, &FollowDialog::find);
    connect(save_, &QPushButton::clicked, this, &FollowDialog::save);
    connect(filter_, &QPushButton::clicked, this, &FollowDialog::filter);
    connect(update_, &QPushButton::clicked, this, &FollowDialog::read);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this] {
        if (stream_ && !isReading_ && isBehind() != update_->isEnabled())
            showSummary();
    });
    timer->start(lookEvery);
    read();
}

FollowDialog::~FollowDialog() {
    stop_.request_stop();
}

bool FollowDialog::isBehind() const {
    return capture_.store->count() > through_;
}

void FollowDialog::read() {
    isReading_ = true;
    update_->setEnabled(false);
    summary_->setText(tr("Reading the capture…"));
    through_ = capture_.store->count();
    progress_->setRange(0, static_cast<int>(std::min<FrameNumber>(through_, 1'000'000'000)));
    progress_->show();
    inBackground(
        this,
        [capture = capture_, frame = frame_, stop = stop_.get_token(), self = QPointer<FollowDialog>(this)] {
            const auto report = [self](FrameNumber done) {
                QMetaObject::invokeMethod(
                    QCoreApplication::instance(),
                    [self, done] {
                        if (self)
                            self->progress_->setValue(static_cast<int>(done));
                    },
                    Qt::QueuedConnection);
            };
            return StreamFollower::follow(capture, frame, stop, report);
        },
        [this](Result<FollowedStream> followed) { take(std::move(followed)); });
}

void FollowDialog::take(Result<FollowedStream> followed) {
    isReading_ = false;
    progress_->hide();
    if (!followed) {
        summary_->setText(plainText(followed.error().text()));
        return;
    }
    const bool isFirst = stream_ == nullptr;
    stream_ = std::make_shared<const FollowedStream>(std::move(*followed));
    if (isFirst) {
        const QString first = endpointText(stream_->first), second = endpointText(stream_->second);
        setWindowTitle(tr("Follow stream: %1 ⇄ %2").arg(first, second));
        sides_->addItems({tr("%1 → %2").arg(first, second), tr("%1 → %2").arg(second, first)});
    }
    if (isHttpStream(*stream_) && formats_->findData(decodedFormat) < 0) {
        formats_->addItem(tr("HTTP, decoded"), decodedFormat);
        formats_->setItemData(formats_->count() - 1, tr("Chunks are joined, gzip and deflate are unpacked"),
                              Qt::ToolTipRole);
    }
    save_->setEnabled(!stream_->bytes.empty());
    filter_->setEnabled(true);
    render();
}

void FollowDialog::filter() {
    const bool isTcp = stream_->first.transport == 6;
    const bool isIpv6 = stream_->first.address.kind == ColumnAddress::Kind::Ipv6;
    const auto address = [](const Endpoint& end) {
        const auto view = ColumnText(end.address);
        return QString::fromLatin1(view.view().data(), static_cast<qsizetype>(view.view().size()));
    };
    emit filterAsked(QStringLiteral("%1 == %2 && %1 == %3 && %4 == %5 && %4 == %6")
                         .arg(isIpv6 ? QStringLiteral("ipv6.addr") : QStringLiteral("ip.addr"), address(stream_->first),
                              address(stream_->second), isTcp ? QStringLiteral("tcp.port") : QStringLiteral("udp.port"))
                         .arg(stream_->first.port)
                         .arg(stream_->second.port));
}

QString FollowDialog::endpointText(const Endpoint& endpoint) const {
    const ColumnText address(endpoint.address);
    const QString text = QString::fromLatin1(address.view().data(), static_cast<qsizetype>(address.view().size()));
    return endpoint.address.kind == ColumnAddress::Kind::Ipv6 ? QStringLiteral("[%1]:%2").arg(text).arg(endpoint.port)
                                                              : QStringLiteral("%1:%2").arg(text).arg(endpoint.port);
}

bool FollowDialog::isDecoded() const {
    return formats_->currentData() == decodedFormat;
}

std::optional<StreamPiece::Sender> FollowDialog::side() const {
    switch (sides_->currentIndex()) {
    case 1:
        return StreamPiece::Sender::First;
    case 2:
        return StreamPiece::Sender::Second;
    default:
        return std::nullopt;
    }
}

void FollowDialog::render() {
    if (!stream_)
        return;
    const auto format = isDecoded() ? StreamFormat::Text : static_cast<StreamFormat>(formats_->currentIndex());
    inBackground(
        this,
        [stream = stream_, format, side = side(), isDecoded = isDecoded()] {
            return streamText(isDecoded ? decodedHttp(*stream) : *stream, format, side, mostShown);
        },
        [this, isDecoded = isDecoded()](const std::vector<StreamText>& texts) {
            const int place = text_->verticalScrollBar()->value();
            text_->clear();
            QTextCursor cursor(text_->document());
            cursor.beginEditBlock();
            for (const StreamText& each : texts) {
                QTextCharFormat look;
                look.setForeground(each.sender == StreamPiece::Sender::First ? theme_.colours().accent
                                                                             : theme_.colours().good);
                cursor.insertText(each.text, look);
                if (isDecoded && !each.text.endsWith(QLatin1Char('\n'))) // the next message is the other side's
                    cursor.insertText(QStringLiteral("\n\n"), look);
            }
            cursor.endEditBlock();
            text_->moveCursor(QTextCursor::Start);
            text_->verticalScrollBar()->setValue(place);
            showSummary();
        });
}

void FollowDialog::showSummary() {
    const std::size_t frames = stream_->frames.size(), bytes = stream_->bytes.size();
    QStringList summary = {tr("%1, %2", "frames, bytes")
                               .arg(tr("%L1 frame(s)", nullptr, pluralOf(frames)).arg(frames),
                                    tr("%L1 byte(s)", nullptr, pluralOf(bytes)).arg(bytes))};
    if (isBehind())
        summary << tr("up to frame %L1, more were captured since").arg(through_);
    if (bytes > mostShown)
        summary << tr("the first %L1 KiB are shown").arg(mostShown >> 10);
    if (stream_->isCut)
        summary << tr("longer than %L1 MiB: the rest was left out").arg(StreamFollower::maximumBytes >> 20);
    summary_->setText(summary.join(QStringLiteral(" · ")));
    update_->setEnabled(!isReading_ && isBehind());
}

void FollowDialog::find() {
    if (search_->text().isEmpty() || text_->find(search_->text()))
        return;
    text_->moveCursor(QTextCursor::Start);
    if (!text_->find(search_->text()))
        summary_->setText(tr("\"%1\" was not found in the shown part").arg(plainText(search_->text())));
}

void FollowDialog::save() {
    askToSave(this,
              {.title = tr("Save the stream's bytes"),
               .suggestedName = tr("stream.bin"),
               .bytes = [stream = stream_, side = side(), isDecoded = isDecoded()](
                            const auto&) { return bytesOf(isDecoded ? decodedHttp(*stream) : *stream, side); }},
              [this](const Result<SavedBytes>& saved) {
                  summary_->setText(saved ? saved->text() : plainText(saved.error().text()));
              });
}

} // namespace tapscope
