#include "devices_pane.h"

#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "../view/empty_note.h"
#include "change_words.h"
#include "destroy_question.h"
#include "device_delegate.h"
#include "device_editor.h"
#include "device_search.h"
#include "move_device_dialog.h"
#include "new_device_dialog.h"

#include <net/address_change.h>

#include <QApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tapscope {
namespace {

/// Letters that are typed select a device only if one is selected: what is typed on after a device has disappeared must
/// not select another one.
///
/// The current row is expanded once the key or the button of the mouse that chose it is done with: rows that move
/// before would be selected or switched in its place.
class DeviceListView final : public QListView {
public:
    explicit DeviceListView(DeviceDelegate& delegate) : delegate_(delegate) { setItemDelegate(&delegate); }

    void expandCurrent() {
        if (QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
            return; // mouseReleaseEvent() does it
        delegate_.setExpanded(currentIndex());
        if (!delegate_.isCompact())
            return;
        doItemsLayout();
        if (currentIndex().isValid())
            scrollTo(currentIndex());
    }
    void keyboardSearch(const QString& text) override {
        if (currentIndex().isValid())
            QListView::keyboardSearch(text);
    }

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override {
        QListView::currentChanged(current, previous);
        QMetaObject::invokeMethod(this, &DeviceListView::expandCurrent, Qt::QueuedConnection);
    }
    /// A smaller list still shows the current row.
    void resizeEvent(QResizeEvent* event) override {
        const bool isShown = QRect(QPoint(), event->oldSize()).intersects(visualRect(currentIndex()));
        QListView::resizeEvent(event);
        if (isShown)
            scrollTo(currentIndex());
    }
    void mouseReleaseEvent(QMouseEvent* event) override {
        QListView::mouseReleaseEvent(event);
        QMetaObject::invokeMethod(this, &DeviceListView::expandCurrent, Qt::QueuedConnection);
    }

private:
    DeviceDelegate& delegate_;
};

} // namespace

DevicesPane::DevicesPane(DeviceService& service, const Theme& theme, QWidget* parent)
    : QWidget(parent), service_(service), order_(model_), delegate_(new DeviceDelegate(theme, this)),
      search_(new DeviceSearch(theme)), list_(new DeviceListView(*delegate_)),
      note_(new EmptyNote(*list_, QStringLiteral("devicesNote"))), stack_(new QStackedWidget),
      editor_(new DeviceEditor({.service = service, .theme = theme})) {
    auto* title = new QLabel(tr("Devices"));
    title->setProperty("role", "title");
    auto* add = new QToolButton;
    theme.keepIcon(add, QStringLiteral("plus"), &Colours::ink, [add](const QIcon& icon) { add->setIcon(icon); });
    add->setToolTip(tr("New device… (Ctrl+Alt+N)"));
    add->setAccessibleName(tr("New device"));
    add->setObjectName(QStringLiteral("addDevice"));
    auto* head = new QWidget;
    auto* headLayout = new QHBoxLayout(head);
    headLayout->setContentsMargins(12, 4, 8, 4);
    headLayout->addWidget(title, 1);
    headLayout->addWidget(add);

    // Before the list's selection model, which would move the selection to a neighbour.
    connect(&order_, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int from, int to) { leaveRows(from, to); });
    list_->setModel(&order_);
    delegate_->setCompact(search_->isCompact());
    order_.setKey(search_->key());
    list_->setAccessibleName(tr("Devices"));
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setObjectName(QStringLiteral("deviceList"));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMinimumHeight(124); // two devices

    auto* nothing = new QWidget;
    auto* nothingLayout = new QVBoxLayout(nothing);
    auto* picture = new QLabel;
    theme.keepIcon(picture, QStringLiteral("ethernet-port"), &Colours::muted,
                   [picture](const QIcon& icon) { picture->setPixmap(icon.pixmap(32, 32)); });
    picture->setAlignment(Qt::AlignCenter);
    auto* sentence = new QLabel(tr("No TAP, TUN, vETH or bridge here yet."));
    sentence->setProperty("role", "muted");
    sentence->setAlignment(Qt::AlignCenter);
    auto* first = new QPushButton(tr("New device…"));
    theme.keepIcon(first, QStringLiteral("plus"), &Colours::accentInk,
                   [first](const QIcon& icon) { first->setIcon(icon); });
    first->setProperty("role", "primary");
    first->setObjectName(QStringLiteral("firstDevice"));
    nothingLayout->addStretch();
    nothingLayout->addWidget(picture);
    nothingLayout->addWidget(sentence);
    nothingLayout->addWidget(first, 0, Qt::AlignCenter);
    nothingLayout->addStretch();

    auto* upper = new QWidget;
    auto* upperLayout = new QVBoxLayout(upper);
    upperLayout->setContentsMargins(0, 0, 0, 0);
    upperLayout->setSpacing(0);
    upperLayout->addWidget(search_);
    upperLayout->addWidget(list_, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->setHandleWidth(1);
    split->addWidget(upper);
    split->addWidget(editor_);
    split->setStretchFactor(0, 1);
    split->setChildrenCollapsible(false);
    split->setSizes({276, 380});
    stack_->addWidget(nothing);
    stack_->addWidget(split);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(stack_, 1);
    setProperty("role", "pane");
    setAttribute(Qt::WA_StyledBackground);

    connect(add, &QToolButton::clicked, this, &DevicesPane::openNewDeviceDialog);
    connect(first, &QPushButton::clicked, this, &DevicesPane::openNewDeviceDialog);
    connect(&service_, &DeviceService::devicesChanged, this, &DevicesPane::take);
    connect(delegate_, &DeviceDelegate::switchClicked, this, &DevicesPane::flip);
    connect(search_, &DeviceSearch::searched, this, [this](const QString& words) {
        order_.setSearch(words);
        showFound();
    });
    connect(search_, &DeviceSearch::keyChanged, this, [this] { order_.setKey(search_->key()); });
    connect(search_, &DeviceSearch::heightChanged, this, [this] {
        delegate_->setCompact(search_->isCompact());
        list_->doItemsLayout();
    });
    connect(search_, &DeviceSearch::listAsked, this, [this] {
        list_->setFocus();
        if (!list_->currentIndex().isValid() && order_.rowCount() > 0)
            list_->setCurrentIndex(order_.index(0, 0));
    });
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (list_->currentIndex().isValid())
            wanted_.clear();
        showSelected();
        emit selectionChanged(selected());
    });
    connect(list_, &QListView::doubleClicked, this, [this] { emit activated(selected()); });
    connect(editor_, &DeviceEditor::injectAsked, this, &DevicesPane::injectAsked);
    connect(editor_, &DeviceEditor::destroyAsked, this, &DevicesPane::askToDestroyOne);
    connect(editor_, &DeviceEditor::moveAsked, this, &DevicesPane::moveDevice);
    connect(editor_, &DeviceEditor::peerAsked, this, &DevicesPane::select);
}

void DevicesPane::addDeviceActions(const QList<QAction*>& actions) {
    list_->addActions(actions);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void DevicesPane::insertBelowTitle(QWidget* widget) {
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(1, widget);
}

QString DevicesPane::selected() const {
    return list_->currentIndex().data(DeviceListModel::NameRole).toString();
}

QStringList DevicesPane::allSelected() const {
    auto rows = list_->selectionModel()->selectedIndexes();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList names;
    for (const QModelIndex& row : rows)
        names << row.data(DeviceListModel::NameRole).toString();
    return names;
}

void DevicesPane::select(const QString& device) {
    wanted_ = device;
    const QModelIndex known = model_.indexOf(device);
    if (known.isValid() && !order_.mapFromSource(known).isValid())
        search_->clear(); // it hides the device
    if (const QModelIndex at = order_.mapFromSource(known); at.isValid()) {
        list_->setCurrentIndex(at);
        wanted_.clear();
    }
}

void DevicesPane::search() {
    search_->begin();
}

/// What a search has found, and the device that it hid until now.
void DevicesPane::showFound() {
    const QModelIndex hidden = order_.mapFromSource(model_.indexOf(wanted_));
    if (!wanted_.isEmpty() && hidden.isValid())
        list_->setCurrentIndex(hidden);
    note_->say(order_.rowCount() == 0 && order_.isSearching() ? tr("No device is found. Esc clears the search.")
                                                              : QString());
}

void DevicesPane::leave() {
    wanted_.clear();
    list_->setCurrentIndex({});
}

void DevicesPane::take(const DeviceSnapshots& devices) {
    const bool hadNone = model_.rowCount() == 0;
    newest_ = devices;
    model_.update(devices);
    if (!list_->underMouse())
        order_.takeRates();
    stack_->setCurrentIndex(devices->empty() ? 0 : 1);
    QStringList bridges;
    for (const auto& device : *devices) {
        if (device.info.kind == DeviceKind::Bridge)
            bridges << QString::fromStdString(device.info.name.text());
    }
    editor_->setBridges(bridges);
    showFound();
    if (hadNone && wanted_.isEmpty() && order_.rowCount() > 0)
        list_->setCurrentIndex(order_.index(0, 0));
    showSelected();
}

/// When the selected device disappears, or a search hides it, nothing is selected, and the keyboard works on the list:
/// a click or key that was meant for it must not affect another device. It is selected again when it comes back.
void DevicesPane::leaveRows(int first, int last) {
    const int row = list_->currentIndex().row();
    if (row < first || row > last)
        return;
    const QString gone = selected();
    const bool wasEdited = editor_->isAncestorOf(QApplication::focusWidget());
    const bool isHidden = std::ranges::any_of(
        *newest_, [&](const DeviceSnapshot& device) { return device.info.name.text() == gone.toStdString(); });
    editor_->show(nullptr, isHidden);
    list_->setCurrentIndex({});
    if (wasEdited)
        list_->setFocus();
    wanted_ = gone;
    if (!isHidden && !destroying_.contains(gone))
        emit told(tr("%1 is gone; no device is selected now").arg(plainText(gone)));
}

void DevicesPane::showSelected() {
    editor_->show(model_.find(selected()));
}

void DevicesPane::flip(const QString& device) {
    if (const DeviceSnapshot* snapshot = model_.find(device))
        switchTo(device, snapshot->info.isUp ? LinkState::Down : LinkState::Up);
}

void DevicesPane::switchSelected() {
    const QStringList devices = allSelected();
    const auto isOff = [this](const QString& device) {
        const DeviceSnapshot* snapshot = model_.find(device);
        return snapshot != nullptr && !snapshot->info.isUp;
    };
    const bool hasOff = std::ranges::any_of(devices, isOff);
    for (const QString& device : devices) {
        if (isOff(device) == hasOff)
            switchTo(device, hasOff ? LinkState::Up : LinkState::Down);
    }
}

void DevicesPane::switchTo(const QString& device, LinkState state) {
    const DeviceSnapshot* snapshot = model_.find(device);
    if (snapshot == nullptr)
        return;
    service_.request(
        this, [name = snapshot->info.name, state](DeviceControl& control) { return changeAlone(control, name, state); },
        {}, [device, state] { return switchedWords(device, state); });
}

void DevicesPane::openNewDeviceDialog() {
    QStringList taken;
    for (int row = 0; row < model_.rowCount(); ++row)
        taken << model_.index(row).data(DeviceListModel::NameRole).toString();
    auto* dialog = new NewDeviceDialog(service_, std::move(taken), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewDeviceDialog::created, this, [this](const QString& device) {
        search_->clear(); // it could hide the device
        select(device);
    });
    dialog->open();
}

void DevicesPane::moveDevice(const QString& device) {
    const DeviceSnapshot* snapshot = model_.find(device);
    if (snapshot == nullptr)
        return;
    auto* dialog = new MoveDeviceDialog(service_, snapshot->info.name, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DevicesPane::askToDestroyOne(const QString& device) {
    if (const DeviceSnapshot* snapshot = model_.find(device))
        askToDestroy(*window(), snapshot->info, snapshot->users, [this, device] { destroy(device); });
}

void DevicesPane::destroySelected() {
    QStringList devices, losses;
    for (const QString& device : allSelected()) {
        const DeviceSnapshot* snapshot = model_.find(device);
        const auto& peer = snapshot->info.peer;
        if (peer && devices.contains(QString::fromStdString(peer->text())))
            continue; // it goes with its other end
        devices << device;
        losses << lossBy(snapshot->info, snapshot->users);
    }
    if (devices.size() == 1) {
        askToDestroyOne(devices.front());
    } else if (!devices.isEmpty()) {
        askToDestroyAll(*window(), losses, [this, devices] {
            for (const QString& device : devices)
                destroy(device);
        });
    }
}

void DevicesPane::destroy(const QString& device) {
    const DeviceSnapshot* snapshot = model_.find(device);
    if (snapshot == nullptr)
        return;
    destroying_ << device;
    service_.request(
        this,
        [name = snapshot->info.name, kept = service_.kept()](DeviceControl& control) {
            auto gone = control.destroy(name);
            if (gone)
                kept->drop(name);
            return gone;
        },
        [this, device](const Result<void>& done) {
            destroying_.removeOne(device);
            if (done)
                emit told(destroyedWords(device));
            else
                emit failed(plainText(done.error().text()));
        });
}

} // namespace tapscope
