#include "statistics_window.h"

#include "../background/destroy_later.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "flow_page.h"
#include "io_graph_page.h"
#include "result_page.h"
#include "statistics_counter.h"
#include "stream_page.h"

#include <decode/registry_hold.h>
#include <plugin/plugin_host.h>

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QStatusTipEvent>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace tapscope {
namespace {

using View = StatisticPage::View;

constexpr int allInterfaces = -1;

constexpr int lookEvery = 100;    // milliseconds
constexpr unsigned hangsFor = 50; // looks: five seconds in one call

} // namespace

std::optional<quint64> streamOf(const DissectedFrame& frame) {
    const DecoderRegistry& registry = frame.registry();
    for (const FieldValue& value : frame.dissection().fields()) {
        if (value.field != noField && registry.field(value.field).name == "tcp.stream")
            return value.number;
    }
    return std::nullopt;
}

StatisticsWindow::StatisticsWindow(const Theme& theme, const PluginHost& plugins, QWidget* parent)
    : QWidget(parent, Qt::Window), theme_(theme), plugins_(plugins), counter_(new StatisticsCounter(this)),
      list_(new QListWidget(this)), filter_(new QLineEdit(this)), interfaces_(new QComboBox(this)),
      variants_(new QTabBar(this)), arguments_(new QLineEdit(this)), stack_(new QStackedWidget(this)),
      table_(new ResultPage(stack_)), graph_(new IoGraphPage(theme, stack_)), stream_(new StreamPage(theme, stack_)),
      flow_(new FlowPage(theme, stack_)), progress_(new QProgressBar(this)),
      cancel_(new QPushButton(tr("Cancel"), this)), state_(new QLabel(this)) {
    // Every widget has its parent from the beginning: a tree of widgets that gets one later takes its style anew, with
    // a list for each combo box.
    setWindowTitle(tr("Statistics"));
    setObjectName(QStringLiteral("statistics"));
    resize(940, 540);
    layOut();
    connect(list_, &QListWidget::currentRowChanged, this, &StatisticsWindow::choosePage);
    connect(variants_, &QTabBar::currentChanged, this, &StatisticsWindow::countAnew);
    connect(arguments_, &QLineEdit::returnPressed, this, &StatisticsWindow::countAnew);
    connect(filter_, &QLineEdit::returnPressed, this, &StatisticsWindow::countAnew);
    connect(interfaces_, &QComboBox::activated, this, &StatisticsWindow::showCounted);
    connect(graph_, &IoGraphPage::changed, this, &StatisticsWindow::countAnew);
    connect(graph_, &IoGraphPage::restyled, this, &StatisticsWindow::showCounted);
    connect(counter_, &StatisticsCounter::counted, this, &StatisticsWindow::showCounted);
    connect(counter_, &StatisticsCounter::refused, this, [this](const QString& reason) {
        table_->setPlaceholder(reason);
        tell(reason, true);
    });
    connect(&watch_, &QTimer::timeout, this, &StatisticsWindow::lookForFailures);
    connect(counter_, &StatisticsCounter::progressed, this, &StatisticsWindow::showProgress);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        counter_->cancel();
        progress_->hide();
        cancel_->hide();
        tell(tr("Cancelled: the remaining frames were not counted"), false);
    });
    connect(table_, &ResultPage::filterAsked, this, &StatisticsWindow::filterAsked);
    connect(table_, &ResultPage::followAsked, this, &StatisticsWindow::followAsked);
    connect(table_, &ResultPage::frameAsked, this, &StatisticsWindow::frameAsked);
    connect(table_, &ResultPage::streamAsked, this, &StatisticsWindow::showStream);
    connect(graph_, &IoGraphPage::filterAsked, this, &StatisticsWindow::filterAsked);
    connect(stream_, &StreamPage::changed, this, &StatisticsWindow::countAnew);
    connect(stream_, &StreamPage::filterAsked, this, &StatisticsWindow::filterAsked);
    connect(stream_, &StreamPage::frameAsked, this, &StatisticsWindow::frameAsked);
    connect(flow_, &FlowPage::changed, this, &StatisticsWindow::countAnew);
    connect(flow_, &FlowPage::frameAsked, this, &StatisticsWindow::frameAsked);
    loadKinds();
    watch_.start(lookEvery);
}

/// The statistics of plugins and scripts may have changed.
void StatisticsWindow::loadKinds() {
    const QString before = list_->currentItem() == nullptr ? QString() : list_->currentItem()->text();
    kinds_ = std::make_shared<const StatisticKinds>(plugins_.statistics());
    told_.clear();
    const QSignalBlocker quiet(list_);
    pages_ = statisticPages(*kinds_);
    list_->clear();
    for (const StatisticPage& page : pages_)
        list_->addItem(page.title);
    const auto same = std::ranges::find(pages_, before, &StatisticPage::title);
    list_->setCurrentRow(same == pages_.end() ? 0 : static_cast<int>(same - pages_.begin()));
    choosePage();
}

void StatisticsWindow::lookForFailures() {
    kinds_->look(hangsFor);
    for (const auto& [id, reason] : kinds_->failures()) {
        const QString name = plainText(id);
        if (told_.contains(name))
            continue;
        told_.insert(name);
        const QString plugin = plainText(plugins_.pluginOfStatistic(id));
        emit failed(plugin, plugin.isEmpty()
                                ? tr("The statistic %1 is left out from now on: %2").arg(name, plainText(reason))
                                : tr("The statistic %1 of the plugin %2 is left out from now on: %3")
                                      .arg(name, plugin, plainText(reason)));
        countAnew(); // work that waits for its thread
    }
}

const StatisticPage& StatisticsWindow::page() const {
    return pages_[static_cast<std::size_t>(std::max(list_->currentRow(), 0))];
}

int StatisticsWindow::rowOf(View view) const {
    return static_cast<int>(std::ranges::find(pages_, view, &StatisticPage::view) - pages_.begin());
}

void StatisticsWindow::layOut() {
    list_->setObjectName(QStringLiteral("statisticPages"));
    list_->setAccessibleName(tr("Statistics"));
    list_->setFixedWidth(200);
    variants_->setObjectName(QStringLiteral("statisticVariants"));
    variants_->setDrawBase(false);
    variants_->setExpanding(false);
    arguments_->setObjectName(QStringLiteral("statisticArguments"));
    arguments_->setAccessibleName(tr("Arguments of the statistic"));
    Theme::makeFixed(*arguments_);
    filter_->setObjectName(QStringLiteral("statisticFilter"));
    filter_->setAccessibleName(tr("Count only frames that match this filter"));
    filter_->setPlaceholderText(tr("Count only frames that match this filter, such as ip.addr == 10.9.0.2"));
    Theme::makeFixed(*filter_);
    filter_->setClearButtonEnabled(true);
    interfaces_->setObjectName(QStringLiteral("statisticInterfaces"));
    interfaces_->setAccessibleName(tr("Interface whose frames are counted"));
    interfaces_->setToolTip(
        tr("A frame seen on two devices is counted twice when all interfaces are counted together"));
    progress_->setTextVisible(false);
    progress_->setMaximumSize(160, 6);
    progress_->hide();
    cancel_->hide();
    state_->setObjectName(QStringLiteral("statisticState"));
    for (QWidget* page : std::initializer_list<QWidget*>{table_, graph_, stream_, flow_}) // in the order of View
        stack_->addWidget(page);

    auto* top = new QHBoxLayout;
    top->addWidget(filter_, 1);
    top->addWidget(interfaces_);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(state_, 1);
    bottom->addWidget(progress_);
    bottom->addWidget(cancel_);
    auto* another = new QPushButton(tr("&New window"), this);
    another->setObjectName(QStringLiteral("statisticAnother"));
    another->setToolTip(tr("Show another statistic beside this one"));
    connect(another, &QPushButton::clicked, this, &StatisticsWindow::anotherAsked);
    bottom->addWidget(another);
    auto* right = new QVBoxLayout;
    right->addLayout(top);
    right->addWidget(variants_);
    right->addWidget(arguments_);
    right->addWidget(stack_, 1);
    right->addLayout(bottom);
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins(8, 8, 8, 8);
    whole->addWidget(list_);
    whole->addLayout(right, 1);
}

void StatisticsWindow::setListFilter(std::shared_ptr<const FieldFilter> filter) {
    flow_->setListFilter(std::move(filter));
}

void StatisticsWindow::showStream(quint64 stream) {
    stream_->setStream(stream);
    if (page().view == View::Stream)
        countAnew();
    else
        list_->setCurrentRow(rowOf(View::Stream));
}

void StatisticsWindow::showFlow() {
    list_->setCurrentRow(rowOf(View::Flow));
}

void StatisticsWindow::showExpertInformation() {
    const auto isExpert = [](const StatisticPage& each) {
        return !each.variants.empty() && each.variants.front().kind == "expert";
    };
    list_->setCurrentRow(static_cast<int>(std::ranges::find_if(pages_, isExpert) - pages_.begin()));
}

void StatisticsWindow::choosePage() {
    {
        const QSignalBlocker quiet(variants_);
        while (variants_->count() > 0)
            variants_->removeTab(0);
        for (const StatisticPage::Variant& each : page().variants) {
            if (!each.title.isEmpty())
                variants_->addTab(each.title);
        }
        constexpr int ipv4 = 1;
        variants_->setCurrentIndex(std::min(ipv4, variants_->count() - 1));
        variants_->setVisible(variants_->count() > 0);
    }
    const QString arguments = page().variants.empty() ? QString() : page().variants.front().arguments;
    arguments_->clear();
    arguments_->setPlaceholderText(tr("Arguments: %1").arg(arguments.mid(1))); // without the comma before them
    arguments_->setVisible(!arguments.isEmpty());
    stack_->setCurrentIndex(static_cast<int>(page().view));
    countAnew();
}

void StatisticsWindow::setCapture(const ShownCapture& capture) {
    const bool isSame = capture.isDecodedAs(capture_);
    const bool isOther = capture.store != capture_.store;
    const bool hasOtherKinds = capture.registry != capture_.registry && capture_.registry != nullptr;
    capture_ = capture;
    table_->setNames(capture.names);
    if (isOther) {
        interfaces_->clear();
        fillInterfaces();
    }
    if (hasOtherKinds)
        loadKinds();
    else if (!isSame)
        countAnew();
}

void StatisticsWindow::proceed() {
    if (isVisible())
        counter_->proceed();
}

void StatisticsWindow::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!isCounting_)
        countAnew();
    else
        counter_->proceed();
}

void StatisticsWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

/// The plan of the page. It is made on another thread, because that may call a plugin.
StatisticsCounter::PlanMaker StatisticsWindow::planMaker(std::shared_ptr<const FieldFilter> filter) {
    const auto planFor = [filter = std::move(filter), capture = capture_](std::vector<ChosenStatistic> statistics) {
        return std::make_shared<const StatisticsPlan>(std::move(statistics), filter, *capture.registry,
                                                      capture.decodeAs);
    };
    const auto counts = [&](std::vector<ChosenStatistic> statistics) -> StatisticsCounter::PlanMaker {
        return [planFor, statistics = std::move(statistics)] { return planFor(statistics); };
    };
    switch (page().view) {
    case View::Graph:
        return counts(graph_->statistics(*kinds_, *capture_.registry));
    case View::Stream:
        return counts(stream_->statistics(*kinds_, *capture_.registry));
    case View::Flow:
        return counts(flow_->statistics(*kinds_, *capture_.registry));
    case View::Table:
        break;
    }
    std::string kind = page().variants[static_cast<std::size_t>(std::max(variants_->currentIndex(), 0))].kind;
    if (const QString words = arguments_->text().trimmed(); !words.isEmpty())
        kind += ',' + words.toStdString();
    return [planFor, kinds = kinds_, kind = std::move(kind), capture = capture_]() -> Result<StatisticsCounter::Plan> {
        const RegistryHold hold(*capture.registry); // the thread may be abandoned in a plugin's call
        auto statistic = kinds->choose(kind, *capture.registry);
        if (!statistic)
            return std::unexpected(statistic.error());
        return planFor({std::move(*statistic)});
    };
}

void StatisticsWindow::countAnew() {
    isCounting_ = false;
    table_->clear();
    graph_->show({});
    stream_->show({});
    flow_->show({});
    if (!capture_.store || !isVisible()) {
        counter_->start({}, nullptr);
        table_->setPlaceholder(tr("Open or start a capture to see its statistics."));
        tell({}, false);
        return;
    }
    auto filter = FieldFilter::compile(filter_->text().trimmed().toStdString(), *capture_.registry);
    if (!filter) {
        counter_->start({}, nullptr);
        table_->setPlaceholder(tr("The filter is not valid."));
        tell(plainText(filter.error().message), true);
        return;
    }
    table_->setPlaceholder(tr("The frames are being counted."));
    tell({}, false);
    isCounting_ = true;
    counter_->start(capture_,
                    planMaker(filter->isEmpty() ? nullptr : std::make_shared<const FieldFilter>(std::move(*filter))));
}

void StatisticsWindow::fillInterfaces() {
    const QSignalBlocker quiet(interfaces_);
    if (interfaces_->count() == 0)
        interfaces_->addItem(tr("All interfaces"), allInterfaces);
    if (counter_->count() && capture_.store) {
        for (const std::uint32_t each : counter_->count()->interfaces()) {
            const int number = static_cast<int>(each);
            if (interfaces_->findData(number) >= 0)
                continue;
            QString name = tr("All other interfaces");
            if (each < StatisticsCount::mostInterfaces) {
                name = plainText(capture_.store->interface(each).name);
                name = name.isEmpty() ? tr("Interface %1").arg(each) : name;
            }
            interfaces_->addItem(name, number);
        }
    }
    interfaces_->setVisible(interfaces_->count() > 2);
}

void StatisticsWindow::showCounted() {
    fillInterfaces();
    const auto count = counter_->count();
    if (!counter_->isRunning()) {
        progress_->hide();
        cancel_->hide();
    }
    if (!count) {
        results_.cancel();
        return;
    }
    makeResults();
}

/// Making and sorting results takes time if there are many rows or values, and the capture may have grown meanwhile.
void StatisticsWindow::makeResults() {
    if (results_.isRunning()) {
        areResultsOld_ = true;
        return;
    }
    areResultsOld_ = false;
    results_.start([this, count = counter_->count(), plan = counter_->plan(), registry = capture_.registry,
                    interface = interfaces_->currentData().toInt(), present = presenter()](const LatestWork::Job&) {
        const RegistryHold hold(*registry);
        std::vector<StatisticResult> all;
        for (std::size_t i = 0; i < plan->statistics().size(); ++i)
            all.push_back(interface == allInterfaces ? count->result(i)
                                                     : count->result(i, static_cast<std::uint32_t>(interface)));
        return [this, count = count, show = present(std::move(all))]() mutable {
            const auto release = qScopeGuard([&count] { destroyLater(std::move(count)); });
            show();
            if (areResultsOld_)
                return makeResults();
            if (counter_->isRunning())
                return;
            table_->setPlaceholder(tr("The frames contain nothing of this kind."));
            tell(tr("%L1 frame(s) counted", nullptr, pluralOf(count->frames())).arg(count->frames()), false);
        };
    });
}

/// What the page shows is prepared on another thread.
StatisticsWindow::Presenter StatisticsWindow::presenter() {
    // A function that can be copied, with a content that can only be moved.
    const auto later = [](auto content, auto show) -> std::function<void()> {
        return [content = std::make_shared<decltype(content)>(std::move(content)), show] { show(std::move(*content)); };
    };
    using Results = std::vector<StatisticResult>;
    switch (page().view) {
    case View::Graph:
        return [this, later, make = graph_->seriesMaker()](Results results) {
            return later(make(std::move(results)), [this](auto series) { graph_->show(std::move(series)); });
        };
    case View::Stream:
        return [this, later](Results results) {
            return later(std::move(results), [this](Results all) { stream_->show(std::move(all)); });
        };
    case View::Flow:
        return [this, later](Results results) {
            return later(std::move(results), [this](Results all) { flow_->show(std::move(all)); });
        };
    case View::Table:
        break;
    }
    return [this, later](Results results) {
        auto content = ResultPage::contentOf(results.empty() ? StatisticResult{} : std::move(results.front()));
        return later(std::move(content), [this](ResultPage::Content all) { table_->show(std::move(all)); });
    };
}

void StatisticsWindow::showProgress(quint64 done, quint64 total) {
    constexpr quint64 worthTelling = 20'000;
    progress_->setVisible(total > worthTelling && done < total);
    cancel_->setVisible(progress_->isVisible());
    progress_->setRange(0, 1000);
    progress_->setValue(static_cast<int>(1000 * done / std::max<quint64>(total, 1)));
    if (done < total)
        tell(tr("Counted %L1 of %L2 frame(s)", nullptr, pluralOf(total)).arg(done).arg(total), false);
}

/// A page has saved something (askToSave()).
bool StatisticsWindow::event(QEvent* event) {
    if (event->type() != QEvent::StatusTip)
        return QWidget::event(event);
    if (const QString text = static_cast<QStatusTipEvent*>(event)->tip(); !text.isEmpty())
        tell(text, false);
    return true;
}

void StatisticsWindow::tell(const QString& text, bool isTrouble) {
    QPalette palette = state_->palette();
    palette.setColor(QPalette::WindowText, isTrouble ? theme_.colours().error : theme_.colours().muted);
    state_->setPalette(palette);
    state_->setText(text);
}

} // namespace tapscope
