#include "inject_panel.h"

#include "../session/capture_session.h"
#include "../settings_form/settings_form.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"

#include <capture/forwarder.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr int countEvery = 200; // milliseconds

QString text(std::string_view view) {
    return plainText(view);
}

QString settingsGroup(const InjectorFactory& factory) {
    return QStringLiteral("injectors/") +
           QString::fromUtf8(factory.id().data(), static_cast<qsizetype>(factory.id().size()));
}

} // namespace

InjectPanel::InjectPanel(CaptureSession& session, const PluginHost& plugins, const Theme& theme, QWidget* parent)
    : QWidget(parent), session_(session), plugins_(plugins), list_(new QListWidget), forms_(new QStackedWidget),
      target_(new QComboBox), button_(new QPushButton), counts_(new QLabel), refusal_(new QLabel), theme_(theme) {
    list_->setObjectName(QStringLiteral("injectors"));
    list_->setAccessibleName(tr("Injectors"));
    list_->setFixedWidth(220);
    list_->setIconSize({16, 16});
    button_->setObjectName(QStringLiteral("injectButton"));
    counts_->setProperty("role", "muted");
    counts_->setObjectName(QStringLiteral("injectCounts"));
    counts_->setWordWrap(true);
    refusal_->setProperty("role", "error");
    refusal_->setObjectName(QStringLiteral("injectRefusal"));
    refusal_->setWordWrap(true);
    target_->setObjectName(QStringLiteral("injectTarget"));
    target_->setAccessibleName(tr("Device"));
    target_->setToolTip(tr("Device to send the frames to"));
    for (const InjectorFactory* factory : plugins.injectors()) {
        auto* item = new QListWidgetItem(text(factory->title()));
        const QString icon = plugins.iconOf(*factory);
        theme.keepIcon(this, Theme::hasIcon(icon) ? icon : QStringLiteral("puzzle"), &Colours::ink,
                       [item](const QIcon& drawn) { item->setIcon(drawn); });
        item->setToolTip(text(factory->summary()));
        list_->addItem(item);
        auto* form = new SettingsForm(factory->schema());
        auto* page = new QWidget;
        page->setProperty("role", "pane");
        auto* pageLayout = new QVBoxLayout(page);
        pageLayout->setContentsMargins(0, 0, 8, 0);
        auto* summary = new QLabel(text(factory->summary()));
        summary->setProperty("role", "muted");
        summary->setWordWrap(true);
        pageLayout->addWidget(summary);
        pageLayout->addWidget(form);
        pageLayout->addStretch();
        auto* scroll = new QScrollArea;
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidget(page);
        forms_->addWidget(scroll);
        entries_.push_back({factory, form, std::nullopt, {}});
        restoreSettings(entries_.back());
        connect(form, &SettingsForm::changed, this, &InjectPanel::update);
    }
    auto* side = new QWidget;
    side->setFixedWidth(210);
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->addWidget(target_);
    sideLayout->addWidget(button_, 0, Qt::AlignLeft);
    sideLayout->addWidget(counts_);
    sideLayout->addWidget(refusal_);
    sideLayout->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 8, 12, 8);
    layout->setSpacing(16);
    layout->addWidget(list_);
    layout->addWidget(forms_, 1);
    layout->addWidget(side);
    setProperty("role", "pane");
    setAttribute(Qt::WA_StyledBackground);

    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        forms_->setCurrentIndex(row);
        refusal_->clear();
        update();
    });
    connect(button_, &QPushButton::clicked, this, [this] {
        if (!entries_.empty())
            keepSettings(current());
        toggle();
    });
    connect(&session_, &CaptureSession::stateChanged, this, &InjectPanel::takeState);
    connect(&session_, &CaptureSession::injectorsEnded, this, &InjectPanel::endAll);
    for (const auto& keys :
         {QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter), QKeySequence(Qt::CTRL | Qt::Key_Return)}) {
        auto* send = new QShortcut(keys, forms_, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(send, &QShortcut::activated, button_, &QPushButton::click);
    }
    connect(&timer_, &QTimer::timeout, this, &InjectPanel::update);
    timer_.start(countEvery);
    updateTargets();
    list_->setCurrentRow(0);
}

void InjectPanel::keepSettings(const Entry& entry) const {
    QSettings settings;
    settings.beginGroup(settingsGroup(*entry.factory));
    settings.remove(QString());
    for (const auto& [key, text] : entry.form->texts().asKeyValueRange())
        settings.setValue(key, text);
}

void InjectPanel::restoreSettings(Entry& entry) {
    QSettings settings;
    settings.beginGroup(settingsGroup(*entry.factory));
    for (const QString& key : settings.childKeys())
        entry.form->setValue(key, settings.value(key).toString());
}

InjectPanel::Entry& InjectPanel::current() {
    return entries_[static_cast<std::size_t>(std::max(0, list_->currentRow()))];
}

InjectPanel::Entry* InjectPanel::entryFor(const QString& role) {
    const auto found = std::ranges::find(entries_, plugins_.injectorFor(role), &Entry::factory);
    return found == entries_.end() ? nullptr : &*found;
}

void InjectPanel::show(const Entry& entry) {
    list_->setCurrentRow(static_cast<int>(&entry - entries_.data()));
}

void InjectPanel::offerFrame(const QString& hex) {
    Entry* entry = entryFor(QStringLiteral("hex-frame"));
    if (entry == nullptr)
        return;
    entry->form->setValue(QStringLiteral("hex"), hex);
    show(*entry);
    if (auto* bytes = entry->form->findChild<QLineEdit*>(QStringLiteral("hex"))) {
        bytes->setFocus();
        bytes->setCursorPosition(0);
    }
}

void InjectPanel::setDevice(const QString& device) {
    device_ = device;
    update();
}

void InjectPanel::takeState() {
    using State = CaptureSession::State;
    updateTargets();
    if (waiting_ && session_.isCapturing())
        beginWaiting();
    else if (waiting_ && waiting_->devices.isEmpty() && session_.state() == State::Idle)
        waiting_.reset();
    update();
}

bool InjectPanel::hasDevices(const QStringList& devices) const {
    return std::ranges::all_of(devices, [&](const QString& device) { return target_->findText(device) >= 0; });
}

void InjectPanel::beginWaiting() {
    const Waiting waiting = *std::exchange(waiting_, std::nullopt);
    if (!hasDevices(waiting.devices)) // another capture
        return;
    if (!waiting.devices.isEmpty())
        target_->setCurrentIndex(target_->findText(waiting.devices.front()));
    begin(entries_[waiting.entry]);
}

bool InjectPanel::startBetween(const QString& device, const QString& other) {
    Entry* entry = entryFor(QString::fromLatin1(forwarder::role));
    if (entry == nullptr || entry->isPreparing)
        return true;
    show(*entry);
    refusal_->clear();
    entry->form->setValue(QString::fromLatin1(forwarder::otherDevice), other);
    if (entry->running && session_.injectorStatus(*entry->running).running)
        session_.stopInjector(*entry->running);
    waiting_ = Waiting{.entry = static_cast<std::size_t>(entry - entries_.data()), .devices = {device, other}};
    if (!session_.isCapturing() || !hasDevices(waiting_->devices))
        return false;
    beginWaiting();
    return true;
}

QString InjectPanel::obstacle() {
    if (const QString trouble = current().form->trouble(); !trouble.isEmpty())
        return trouble;
    if (session_.isCapturing())
        return {};
    if (session_.state() != CaptureSession::State::Idle)
        return tr("The capture is starting or stopping.");
    return device_.isEmpty() ? tr("Select a device to send to.") : QString();
}

void InjectPanel::updateTargets() {
    const auto ports = session_.ports();
    target_->clear();
    for (const PortStatus& port : ports)
        target_->addItem(plainText(fullName(port.facts)), port.id);
    target_->setVisible(ports.size() > 1);
}

void InjectPanel::startFor(const QString& role, const QHash<QString, QString>& settings) {
    Entry* entry = entryFor(role);
    if (entry == nullptr)
        return;
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting)
        entry->form->setValue(setting.key(), setting.value());
    show(*entry);
    if (!entry->running && !entry->isPreparing)
        toggle();
}

void InjectPanel::toggle() {
    if (entries_.empty())
        return;
    Entry& entry = current();
    if (entry.isPreparing)
        return;
    refusal_->clear();
    if (entry.running && session_.injectorStatus(*entry.running).running) {
        session_.stopInjector(*entry.running);
        return;
    }
    if (session_.isCapturing()) {
        begin(entry);
        return;
    }
    waiting_ = Waiting{.entry = static_cast<std::size_t>(std::max(0, list_->currentRow())), .devices = {}};
    emit captureAsked();
}

void InjectPanel::begin(Entry& entry) {
    entry.isPreparing = true;
    entry.device = target_->currentText();
    // The order of entries never changes: they are made once, with the panel.
    const auto port = static_cast<PortId>(target_->currentData().toUInt());
    const SettingValues values = entry.form->values();
    entry.log = std::make_shared<InjectionLog>();
    const auto other = values.find(forwarder::otherDevice);
    const bool isForwarder = entry.factory == plugins_.injectorFor(QString::fromLatin1(forwarder::role));
    entry.other = isForwarder && other != values.end() ? QString::fromStdString(other->second.front()) : QString();
    session_.inject(*entry.factory, values, port, entry.log, [this, &entry](const Result<InjectorId>& started) {
        entry.isPreparing = false;
        if (started)
            noteStart(entry, *started);
        else if (&entry == &current())
            refusal_->setText(plainText(started.error().text()));
        update();
    });
    update();
}

void InjectPanel::noteStart(Entry& entry, InjectorId id) {
    entry.running = id;
    entry.isStopNoted = false;
    const QString title = text(entry.factory->title());
    emit noted(entry.other.isEmpty() ? tr("%1 started on %2").arg(title, entry.device)
                                     : tr("%1 started between %2 and %3").arg(title, entry.device, entry.other));
}

void InjectPanel::noteStop(Entry& entry) {
    if (std::exchange(entry.isStopNoted, true))
        return;
    const auto status = session_.injectorStatus(*entry.running);
    const QString title = text(entry.factory->title());
    const QString sent = QLocale().toString(static_cast<qulonglong>(status.sent));
    const QString failed = QLocale().toString(static_cast<qulonglong>(status.failed));
    const int plural = pluralOf(status.sent);
    emit noted(entry.other.isEmpty() ? tr("%1 stopped on %2: %3 frame(s) sent, %4 failed", nullptr, plural)
                                           .arg(title, entry.device, sent, failed)
                                     : tr("%1 stopped between %2 and %3: %4 frame(s) sent, %5 failed", nullptr, plural)
                                           .arg(title, entry.device, entry.other, sent, failed));
}

std::vector<InjectPanel::Running> InjectPanel::running() const {
    std::vector<Running> running;
    for (const Entry& entry : entries_) {
        if (!entry.running || !session_.injectorStatus(*entry.running).running)
            continue;
        const QString title = text(entry.factory->title());
        if (entry.other.isEmpty()) {
            running.push_back({.device = entry.device, .title = title});
            continue;
        }
        running.push_back(
            {.device = entry.device, .title = tr("%1 to %2").arg(title, entry.other), .other = entry.other});
        running.push_back(
            {.device = entry.other, .title = tr("%1 to %2").arg(title, entry.device), .other = entry.device});
    }
    return running;
}

void InjectPanel::endAll() {
    for (Entry& entry : entries_) {
        if (entry.running)
            noteStop(entry);
        entry.running.reset();
    }
}

void InjectPanel::update() {
    if (entries_.empty())
        return;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const bool runs = entries_[i].running && session_.injectorStatus(*entries_[i].running).running;
        if (entries_[i].running && !runs)
            noteStop(entries_[i]);
        const QString title = text(entries_[i].factory->title());
        const QString shown = runs ? tr("%1 (running)").arg(title) : title;
        if (auto* item = list_->item(static_cast<int>(i)); item->text() != shown)
            item->setText(shown);
    }
    Entry& entry = current();
    const auto status = entry.running ? session_.injectorStatus(*entry.running) : InjectorStatus{};
    const QString label = status.running ? tr("&Stop") : tr("&Start");
    if (button_->text() != label) {
        button_->setText(label);
        button_->setIcon(theme_.icon(status.running ? QStringLiteral("square") : QStringLiteral("play"),
                                     status.running ? theme_.colours().error : theme_.colours().ink));
        button_->setToolTip(status.running
                                ? tr("Stop the injector")
                                : tr("Start it, and a capture on the selected device if none runs (Return)"));
    }
    const QString obstacle = this->obstacle();
    button_->setEnabled(!entry.isPreparing && (status.running || obstacle.isEmpty()));
    const QLocale locale;
    if (entry.isPreparing)
        entry.result = tr("Preparing…");
    else if (!entry.running && !obstacle.isEmpty())
        entry.result = obstacle;
    else if (!session_.isCapturing())
        entry.result = tr("Starting the injector also starts a capture on %1.").arg(device_);
    else if (!entry.running)
        entry.result.clear();
    else if (status.received > 0)
        entry.result = tr("%1 answered · %2 sent · %3 failed")
                           .arg(locale.toString(static_cast<qulonglong>(status.answered)),
                                locale.toString(static_cast<qulonglong>(status.sent)),
                                locale.toString(static_cast<qulonglong>(status.failed)));
    else
        entry.result = tr("%1 sent · %2 failed")
                           .arg(locale.toString(static_cast<qulonglong>(status.sent)),
                                locale.toString(static_cast<qulonglong>(status.failed)));
    if (entry.running && entry.log) {
        for (const auto& [reason, frames] : entry.log->leftOut())
            entry.result += QStringLiteral(" · ") + tr("%L1 left out: %2").arg(frames).arg(plainText(reason));
    }
    counts_->setText(entry.result);
}

} // namespace tapscope
