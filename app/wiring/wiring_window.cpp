#include "wiring_window.h"

#include "../devices/device_service.h"
#include "../place/network_place.h"
#include "../text/plain_text.h"
#include "../theme/theme.h"
#include "wiring_actions.h"
#include "wiring_details.h"
#include "wiring_picture.h"
#include "wiring_scene.h"
#include "wiring_service.h"
#include "wiring_table_model.h"
#include "wiring_text.h"
#include "wiring_view.h"

#include <privilege/namespaces.h>

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <unistd.h>

#include <algorithm>
#include <map>

namespace tapscope {
namespace {

/// The rows that match the search.
class FoundRows final : public QSortFilterProxyModel {
public:
    FoundRows(const WiringScene& scene, const WiringTableModel& model, QObject* parent)
        : QSortFilterProxyModel(parent), scene_(scene), model_(model) {
        setSortRole(WiringTableModel::SortRole);
        setSortCaseSensitivity(Qt::CaseInsensitive);
    }
    void searchAnew() { invalidateFilter(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override {
        return scene_.searched().isEmpty() || matches(*scene_.shot(), model_.placeAt(row), scene_.searched());
    }

private:
    const WiringScene& scene_;
    const WiringTableModel& model_;
};

} // namespace

WiringWindow::WiringWindow(DeviceService& devices, const Theme& theme, QWidget* parent)
    : QWidget(parent, Qt::Window), theme_(theme), service_(new WiringService(this)),
      actions_(new WiringActions(devices, *this)), scene_(new WiringScene(theme, this)), view_(new WiringView),
      model_(new WiringTableModel(this)), sorted_(new FoundRows(*scene_, *model_, this)), table_(new QTableView),
      details_(new WiringDetails(theme)), tabs_(new QTabWidget), search_(new QLineEdit), state_(new QLabel),
      remarks_(new QLabel), trouble_(new QLabel), forget_(new QTimer(this)), resized_(new QTimer(this)) {
    setWindowTitle(tr("Map of the wiring"));
    resize(940, 540);
    layOutPicture();
    layOutTable();
    tabs_->setDocumentMode(true);
    tabs_->tabBar()->setDrawBase(false);
    tabs_->addTab(view_, tr("&Picture"));
    tabs_->addTab(table_, tr("&Table"));
    auto* split = new QSplitter;
    split->setHandleWidth(1);
    split->addWidget(tabs_);
    split->addWidget(makeSide());
    split->setStretchFactor(0, 1);
    split->setSizes({1000, 280});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(split, 1);
    layout->addWidget(makeFoot());
    makeActions();

    connect(tabs_, &QTabWidget::currentChanged, this, [this] { tabs_->currentWidget()->setFocus(); });
    connect(service_, &WiringService::changed, this, &WiringWindow::take);
    connect(service_, &WiringService::failed, this, &WiringWindow::complain);
    connect(scene_, &QGraphicsScene::selectionChanged, this, &WiringWindow::applyPictureSelection);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &WiringWindow::applyTableSelection);
    connect(search_, &QLineEdit::textChanged, this, &WiringWindow::search);
    connect(actions_, &WiringActions::captureAsked, this, &WiringWindow::captureAsked);
    connect(actions_, &WiringActions::wireAsked, this, &WiringWindow::wireAsked);
    connect(actions_, &WiringActions::deviceAsked, this, &WiringWindow::deviceAsked);
    connect(actions_, &WiringActions::done, service_, &WiringService::refresh);
    connect(actions_, &WiringActions::failed, this, &WiringWindow::complain);
    connect(actions_, &WiringActions::failed, this, &WiringWindow::failed);
    connect(actions_, &WiringActions::told, this, &WiringWindow::told);
    connect(&theme_, &Theme::changed, this, &WiringWindow::setMetrics);
    setMetrics();
}

WiringWindow::~WiringWindow() {
    // While they are destroyed, picture and table clear their selections.
    scene_->disconnect(this);
    table_->selectionModel()->disconnect(this);
}

void WiringWindow::layOutPicture() {
    view_->setScene(scene_);
    view_->setObjectName(QStringLiteral("wiringPicture"));
    view_->setAccessibleName(tr("Picture of the wiring"));
    view_->setAccessibleDescription(tr("The table has the same devices for the keyboard and for screen readers"));
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { openMenu(view_->mapToGlobal(at)); });
    resized_->setSingleShot(true);
    resized_->setInterval(std::chrono::milliseconds(200));
    connect(resized_, &QTimer::timeout, this, &WiringWindow::setMetrics);
    connect(view_, &WiringView::resized, resized_, qOverload<>(&QTimer::start));
    connect(scene_, &QGraphicsScene::sceneRectChanged, view_, [this] {
        if (view_->isFitted())
            view_->fit();
    });
    connect(view_, &WiringView::activated, this, [this] { actions_->all().first()->trigger(); });
}

void WiringWindow::layOutTable() {
    sorted_->setSourceModel(model_);
    table_->setModel(sorted_);
    table_->setObjectName(QStringLiteral("wiringTable"));
    table_->setAccessibleName(tr("Devices of all namespaces"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setSortingEnabled(true);
    table_->sortByColumn(WiringTableModel::Namespace, Qt::AscendingOrder);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { openMenu(table_->viewport()->mapToGlobal(at)); });
    connect(table_, &QTableView::doubleClicked, this, [this] { actions_->all().first()->trigger(); });
}

QWidget* WiringWindow::makeBar() {
    search_->setPlaceholderText(tr("Find a device, an address, a process…"));
    search_->setAccessibleName(tr("Find"));
    search_->setObjectName(QStringLiteral("wiringSearch"));
    search_->setClearButtonEnabled(true);
    search_->setMaximumWidth(360);
    auto* bar = new QWidget;
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(search_, 1);
    layout->addStretch();
    bar->setObjectName(QStringLiteral("wiringBar"));
    return bar;
}

QWidget* WiringWindow::makeSide() {
    auto* buttons = new QWidget;
    auto* grid = new QGridLayout(buttons);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setSpacing(4);
    constexpr int columns = 2;
    int place = 0;
    for (QAction* action : actions_->all()) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setPopupMode(QToolButton::InstantPopup); // for the one that has a menu
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setAccessibleName(action->text().remove('&'));
        button->setProperty("role", "button");
        const bool isFirst = place == 0; // as wide as both columns
        grid->addWidget(button, place / columns, place % columns, 1, isFirst ? columns : 1);
        place += isFirst ? columns : 1;
    }
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(details_, 1);
    layout->addWidget(buttons);
    return side;
}

QWidget* WiringWindow::makeFoot() {
    for (QLabel* label : {state_, remarks_}) {
        label->setProperty("role", "muted");
        label->setWordWrap(true);
    }
    trouble_->setWordWrap(true);
    trouble_->setObjectName(QStringLiteral("wiringTrouble"));
    trouble_->hide();
    forget_->setSingleShot(true);
    forget_->setInterval(std::chrono::seconds(20));
    connect(forget_, &QTimer::timeout, trouble_, &QWidget::hide);
    state_->setObjectName(QStringLiteral("wiringState"));
    remarks_->setObjectName(QStringLiteral("wiringRemarks"));
    auto* legend =
        new QLabel(tr("● up   ○ without carrier   □ off   ═ vETH pair   ▪ port of a bridge   ┈ lower device   "
                      "┄ tunnel"));
    legend->setProperty("role", "muted");
    legend->setAccessibleName(tr("Legend"));
    auto* foot = new QWidget;
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(12, 4, 12, 6);
    layout->setSpacing(2);
    layout->addWidget(legend);
    layout->addWidget(state_);
    layout->addWidget(remarks_);
    layout->addWidget(trouble_);
    return foot;
}

void WiringWindow::makeActions() {
    auto* layout = qobject_cast<QHBoxLayout*>(findChild<QWidget*>(QStringLiteral("wiringBar"))->layout());
    const auto add = [&](const char* name, const QString& text, const QString& keys, const QString& toolTip, auto run) {
        auto* action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcuts(QKeySequence::listFromString(keys));
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(toolTip, action->shortcut().toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    const auto button = [&](QAction* action) {
        auto* made = new QToolButton;
        made->setDefaultAction(action);
        made->setAutoRaise(true);
        made->setAccessibleName(action->text().remove('&'));
        layout->addWidget(made);
        return made;
    };
    button(add("mapFit", tr("F&it"), QStringLiteral("Ctrl+Alt+0"), tr("Show the whole map"), [this] { view_->fit(); }));
    button(add("mapZoomOut", QStringLiteral("−"), QStringLiteral("Ctrl+-"), tr("Smaller"), [this] {
        view_->zoomOut();
    }))->setAccessibleName(tr("Zoom out"));
    auto* percent = button(add("mapZoomReset", QStringLiteral("100 %"), QStringLiteral("Ctrl+0"), tr("Normal size"),
                               [this] { view_->zoomReset(); }));
    connect(view_, &WiringView::zoomed, percent, [percent](int zoom) {
        percent->defaultAction()->setText(QStringLiteral("%1 %").arg(zoom));
        percent->setAccessibleName(WiringWindow::tr("Zoom: %1 %, normal size").arg(zoom));
    });
    button(add("mapZoomIn", QStringLiteral("+"), QStringLiteral("Ctrl++; Ctrl+="), tr("Larger"), [this] {
        view_->zoomIn();
    }))->setAccessibleName(tr("Zoom in"));
    button(add("mapSave", tr("&Save picture…"), QStringLiteral("Ctrl+S"), tr("Save the picture as SVG or PNG"),
               [this] { savePicture(); }));
    add("mapFind", tr("&Find"), QStringLiteral("Ctrl+F"), tr("Find a device"), [this] {
        search_->setFocus();
        search_->selectAll();
    });
    add("mapClose", tr("&Close"), QStringLiteral("Ctrl+W; Esc"), tr("Close the map"), [this] {
        if (search_->text().isEmpty())
            close();
        else
            search_->clear();
    });
}

void WiringWindow::setPlace(const NetworkPlace& place) {
    const pid_t helper = place.helper ? place.helper->process() : 0;
    if (const auto network = networkOf(helper != 0 ? helper : getpid()))
        actions_->setPlace(*network);
    sandbox_ = place.kind == NetworkPlace::Kind::Sandbox ? helper : 0;
    if (isVisible())
        service_->start(sandbox_);
}

QStringList WiringWindow::selected() const {
    QStringList names;
    for (const QModelIndex& row : table_->selectionModel()->selectedRows())
        names << actions_->placedName(*scene_->shot(), model_->placeAt(sorted_->mapToSource(row).row()));
    return names;
}

void WiringWindow::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    service_->start(sandbox_);
}

void WiringWindow::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    service_->stop();
}

void WiringWindow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setMetrics();
    else if (event->type() == QEvent::WindowStateChange && isVisible())
        isMinimized() ? service_->stop() : service_->start(sandbox_);
}

void WiringWindow::setMetrics() {
    scene_->setFont(font());
    auto metrics = WiringScene::metricsFor(font());
    constexpr double around = 48; // the area that the scene leaves free
    metrics.view = QSizeF(view_->viewport()->size()) - QSizeF(around, around);
    service_->setMetrics(metrics);
}

void WiringWindow::take(const WiringShots& shot) {
    const auto keys = scene_->selectedKeys();
    {
        const QScopedValueRollback together(isSelecting_, true);
        scene_->show(shot);
        model_->update(shot);
    }
    showWork();
    if (!std::exchange(isFitted_, true)) {
        view_->fit();
        table_->resizeColumnsToContents();
    }
    const auto up = [](const WiringArea& area) {
        return std::ranges::count(area.devices, WiredState::Up, &WiredDevice::state);
    };
    qsizetype devicesUp = 0;
    for (const auto& area : shot->wiring.areas)
        devicesUp += up(area);
    state_->setText(tr("Live · %L1 namespaces · %L2 devices, %L3 up")
                        .arg(shot->wiring.areas.size())
                        .arg(shot->wiring.deviceCount())
                        .arg(devicesUp));
    QStringList remarks;
    for (const auto& remark : shot->wiring.remarks)
        remarks << plainText(remark);
    for (const auto& area : shot->wiring.areas) {
        if (area.refusal)
            remarks << plainText(area.refusal->text());
    }
    constexpr qsizetype most = 3;
    if (remarks.size() > most)
        remarks = remarks.mid(0, most) << tr("%n more", nullptr, static_cast<int>(remarks.size() - most));
    remarks_->setText(remarks.join('\n'));
    remarks_->setVisible(!remarks.isEmpty());
    if (scene_->selectedKeys() == keys)
        showSelection();
    else
        applyPictureSelection();
}

void WiringWindow::showWork() {
    if (!workSource_)
        return;
    std::map<QString, QString> texts;
    const std::vector<Work> all = workSource_();
    for (const Work& work : all) {
        QString& text = texts[work.device];
        text += (text.isEmpty() ? QString() : QStringLiteral(", ")) + work.text;
    }
    std::map<WiredKey, QString> byKey;
    std::map<QString, WiredKey> keys;
    for (int row = 0; row < model_->rowCount() && !texts.empty(); ++row) {
        const QString name = actions_->placedName(*scene_->shot(), model_->placeAt(row));
        if (const auto found = texts.find(name); found != texts.end()) {
            byKey.emplace(model_->keyAt(row), found->second);
            keys.emplace(name, model_->keyAt(row));
        }
    }
    scene_->setWork(std::move(byKey));
    WiringScene::Wires wires;
    for (const Work& work : all) {
        const auto one = keys.find(work.device), other = keys.find(work.other);
        if (one != keys.end() && other != keys.end())
            wires.insert(std::minmax(one->second, other->second));
    }
    scene_->setWires(std::move(wires));
}

void WiringWindow::applyPictureSelection() {
    if (isSelecting_ || !scene_->shot())
        return;
    const QScopedValueRollback together(isSelecting_, true);
    QItemSelection rows;
    for (const WiredKey& key : scene_->selectedKeys()) {
        if (const int row = model_->rowOf(key); row >= 0) {
            const QModelIndex shown = sorted_->mapFromSource(model_->index(row, 0));
            rows.select(shown, shown);
        }
    }
    table_->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    showSelection();
}

void WiringWindow::applyTableSelection() {
    if (isSelecting_ || !scene_->shot())
        return;
    const QScopedValueRollback together(isSelecting_, true);
    std::set<WiredKey> keys;
    for (const QModelIndex& row : table_->selectionModel()->selectedRows())
        keys.insert(model_->keyAt(sorted_->mapToSource(row).row()));
    scene_->select(keys);
    if (keys.size() == 1)
        view_->ensureVisible(scene_->rectOf(*keys.begin()));
    showSelection();
}

void WiringWindow::showSelection() {
    std::vector<WiredAt> devices;
    for (const WiredKey& key : scene_->selectedKeys()) {
        if (const int row = model_->rowOf(key); row >= 0)
            devices.push_back(model_->placeAt(row));
    }
    std::ranges::sort(devices);
    actions_->show(scene_->shot(), devices);
    details_->show(scene_->shot(), devices, devices.size() == 1 ? scene_->workOn(devices.front()) : QString());
}

void WiringWindow::search(const QString& words) {
    scene_->setSearched(words.trimmed());
    static_cast<FoundRows*>(sorted_)->searchAnew();
}

void WiringWindow::openMenu(const QPoint& at) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addActions(actions_->all());
    menu->popup(at);
}

void WiringWindow::savePicture() {
    if (!scene_->shot())
        return;
    askToSave(this, pictureToSave(pictureOf(*scene_)), [this](const Result<SavedBytes>& saved) {
        if (saved)
            say(saved->text(), theme_.colours().muted);
        else
            complain(plainText(saved.error().text()));
    });
}

void WiringWindow::complain(const QString& text) {
    say(text, theme_.colours().error);
}

void WiringWindow::say(const QString& text, const QColor& colour) {
    QPalette palette = trouble_->palette();
    palette.setColor(QPalette::WindowText, colour);
    trouble_->setPalette(palette);
    trouble_->setText(text);
    trouble_->show();
    forget_->start();
}

} // namespace tapscope
