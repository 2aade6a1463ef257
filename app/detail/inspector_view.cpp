#include "inspector_view.h"

#include "../background/background.h"
#include "../text/plain_text.h"

#include <store/frame_reader.h>

#include <QHeaderView>

namespace tapscope {
namespace {

constexpr int offsetRole = Qt::UserRole;
constexpr int lengthRole = Qt::UserRole + 1;
constexpr std::chrono::seconds usualPatience{10}; // another program may have to be started first

/// The inspector's lines, or an error if it failed: no exception leaves the thread.
Result<std::vector<InspectedLine>> asked(const Inspector& inspector, const Frame& frame,
                                         const InspectedCapture& capture, const std::stop_token& stop) {
    constexpr const char* action = "ask";
    try {
        return inspector.inspect(frame, capture, stop);
    } catch (const std::exception& fault) {
        return failure(ErrorKind::System, action, inspector.title(), fault.what());
    } catch (...) {
        return failure(ErrorKind::System, action, inspector.title(), "it failed");
    }
}

} // namespace

InspectorView::InspectorView(const Inspector& inspector, QWidget* parent) : QTreeWidget(parent), inspector_(inspector) {
    const QString title = plainText(inspector.title());
    setObjectName(QStringLiteral("inspector.") + title);
    setAccessibleName(tr("The frame as decoded by %1").arg(title));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    patience_.setSingleShot(true);
    patience_.setInterval(usualPatience);
    connect(&patience_, &QTimer::timeout, this, &InspectorView::reportHanging);
    connect(this, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        if (item != nullptr)
            emit rangeChosen(item->data(0, offsetRole).toUInt(), item->data(0, lengthRole).toUInt());
    });
}

InspectorView::~InspectorView() {
    stop_.request_stop();
}

void InspectorView::setFrame(std::shared_ptr<const FrameStore> store, FrameNumber number) {
    if (store == store_ && number == number_)
        return;
    store_ = std::move(store);
    number_ = number;
    asked_ = 0;
    stop_.request_stop();
    clear();
    if (isVisible())
        ask();
}

void InspectorView::showEvent(QShowEvent* event) {
    QTreeWidget::showEvent(event);
    if (asked_ != number_)
        ask();
}

void InspectorView::say(const QString& text) {
    clear();
    addTopLevelItem(new QTreeWidgetItem({text}));
}

void InspectorView::reportHanging() {
    isHung_ = true;
    const QString text = tr("%1 does not answer and will not be asked again").arg(plainText(inspector_.title()));
    say(text);
    emit failed(text);
}

void InspectorView::ask() {
    if (!store_ || number_ == 0)
        return;
    asked_ = number_;
    say(isHung_ ? tr("%1 does not answer").arg(plainText(inspector_.title())) : tr("Asking…"));
    if (isAsking_)
        return; // it is asked about this frame once it has answered
    isAsking_ = true;
    patience_.start();
    stop_ = {};
    inBackground(
        this,
        [store = store_, number = number_, &inspector = inspector_,
         stop = stop_.get_token()]() -> Result<std::vector<InspectedLine>> {
            FrameReader reader(store);
            const auto frame = reader.read(number);
            if (!frame)
                return std::unexpected(frame.error());
            return asked(inspector, *frame, {.store = store}, stop);
        },
        [this, store = store_, number = number_](const Result<std::vector<InspectedLine>>& lines) {
            isAsking_ = isHung_ = false;
            patience_.stop();
            if (number == asked_ && store == store_)
                show(lines);
            else if (isVisible())
                ask();
        });
}

void InspectorView::show(const Result<std::vector<InspectedLine>>& lines) {
    if (!lines) {
        say(plainText(lines.error().text()));
        return;
    }
    clear();
    std::vector<QTreeWidgetItem*> items;
    items.reserve(lines->size());
    for (const InspectedLine& line : *lines) {
        auto* item = new QTreeWidgetItem({plainText(line.text)});
        item->setData(0, offsetRole, line.offset);
        item->setData(0, lengthRole, line.length);
        if (line.parent < items.size())
            items[line.parent]->addChild(item);
        else
            addTopLevelItem(item);
        items.push_back(item);
    }
}

} // namespace tapscope
