'use strict';
/* Draws what the JSON in the page holds; judges nothing. A chart is made when it comes into view. */
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const charts = new Map();

  /* Numbers as the page sets them. */
  const minus = text => text.replace('-', '\u2212');
  const percent = (ratio, digits = 1) =>
    minus((ratio > 0 ? '+' : '') + (100 * ratio).toFixed(digits)) + '\u202f%';
  const score = value =>
    value >= 1000 ? Math.round(value).toLocaleString('en').replaceAll(',', '\u202f')
      : value >= 100 ? String(Number(value.toFixed(1))) : String(Number(value.toPrecision(3)));
  /* Times in a unit that leaves numbers of a good size, as the page's tables do. */
  const times = [['s/op', 1], ['ms/op', 1e-3], ['µs/op', 1e-6], ['ns/op', 1e-9]];
  const unitFor = (jmh, value) => {
    const symbol = jmh.replace('us/', 'µs/');
    const own = times.find(([name]) => name === symbol);
    if (!own) return { symbol, factor: 1 };
    const best = times.find(([, seconds]) => value * own[1] >= seconds) || times.at(-1);
    return { symbol: best[0], factor: own[1] / best[1] };
  };
  const known = values => values.filter(value => value !== null);

  /* Colours as the page resolves them now: light, dark or print. */
  const palette = () => {
    const probe = document.body.appendChild(document.createElement('span'));
    const read = name => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    const names = ['paper', 'ink', 'soft', 'rule', 'strong-rule', 'band', 'base', 'cand',
      'improved', 'regressed', 'equivalent', 'undecided', 'none', 'raised'];
    const colours = Object.fromEntries(names.map(name => [name, read(name)]));
    probe.remove();
    return colours;
  };
  const toneOf = (word, c) => c[word.toLowerCase()] || c.none;

  const frame = c => ({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: c.soft },
    grid: { left: 62, right: 18, top: 18, bottom: 40 },
    tooltip: {
      backgroundColor: c.paper, borderColor: c['strong-rule'], borderWidth: 1, padding: [6, 10],
      textStyle: { color: c.ink, fontSize: 12.5 }, confine: true, extraCssText: 'box-shadow:none',
    },
  });
  const axis = (c, name, more) => ({
    name, nameLocation: 'middle', nameGap: 26, nameTextStyle: { color: c.soft, fontSize: 12 },
    axisLine: { lineStyle: { color: c['strong-rule'] } },
    axisTick: { lineStyle: { color: c['strong-rule'] } },
    axisLabel: { color: c.soft, fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: c.rule } }, ...more,
  });
  /* An axis of effects from low to high, with a little air. */
  const effectAxis = (c, low, high) => {
    const air = Math.max(0.04 * (high - low), 1e-4);
    const span = high - low + 2 * air;
    const digits = span < 0.01 ? 2 : span < 0.1 ? 1 : 0;
    return axis(c, '', {
      type: 'value', min: low - air, max: high + air, splitNumber: 4,
      axisLabel: {
        color: c.soft, fontSize: 12, showMinLabel: false, showMaxLabel: false,
        formatter: value => percent(value, digits),
      },
      axisLine: { show: false }, axisTick: { show: false },
    });
  };
  const line = (value, type, colour, width = 1) =>
    ({ yAxis: value, lineStyle: { type, color: colour, width }, label: { show: false } });

  /* Each pair's effect. Zero and thresholds are drawn where they are near enough. */
  const pairs = (metric, c) => {
    const [used, estimate, low, high, below, above] = metric.looks.at(-1);
    const values = known([...metric.effects, estimate, low, high]).filter(value => value < 20 || value <= 2 * estimate);
    let least = Math.min(...values);
    let most = Math.max(...values);
    const span = most - least;
    const marks = [];
    for (const [value, type] of [[0, 'solid'], [below, 'dashed'], [above, 'dashed']]) {
      if (value > least - span && value < most + span) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        marks.push(line(value, type, c['strong-rule']));
      }
    }
    const tone = toneOf(metric.word, c);
    return {
      ...frame(c),
      xAxis: axis(c, 'pair', {
        type: 'category', data: metric.effects.map((_, i) => String(i + 1)),
        splitLine: { show: false }, axisTick: { show: false },
      }),
      yAxis: effectAxis(c, least, most),
      series: [{
        type: 'scatter', symbolSize: 8,
        data: metric.effects.map((effect, i) => ({
          value: [i, effect],
          itemStyle: i < used ? { color: c.ink } : { color: c.paper, borderColor: c.ink, borderWidth: 1.5 },
        })),
        tooltip: {
          formatter: dot => `Pair ${dot.value[0] + 1}: ${percent(dot.value[1], 2)}`
            + (dot.value[0] >= used ? '<br>after the verdict' : ''),
        },
        markArea: low === null || high === null ? undefined : {
          silent: true, itemStyle: { color: tone, opacity: 0.14 }, data: [[{ yAxis: low }, { yAxis: high }]],
        },
        markLine: {
          silent: true, symbol: 'none', precision: 12, data: [...marks, line(estimate, 'solid', tone, 2)],
        },
      }],
    };
  };

  /* Estimate and interval at each look taken, the looks that were planned, and where it stopped. */
  const looks = (metric, plan, c) => {
    const taken = metric.looks;
    const [, , , , below, above] = taken.at(-1);
    const tone = toneOf(metric.word, c);
    const ends = known(taken.flatMap(look => [look[1], look[2], look[3]])).filter(value => value < 20);
    const least = Math.min(...ends, below);
    const most = Math.max(...ends, above);
    const places = [...new Set([...plan, ...taken.map(look => look[0])])].sort((a, b) => a - b);
    return {
      ...frame(c),
      grid: { left: 62, right: 18, top: 28, bottom: 40 },
      xAxis: axis(c, 'pairs at each planned look', {
        type: 'category', data: places.map(String), splitLine: { show: false }, axisTick: { show: false },
      }),
      yAxis: effectAxis(c, least, most),
      series: [{
        type: 'custom', z: 2,
        data: taken.map(look => [String(look[0]), look[1], look[2] ?? least, look[3] ?? most, look[6], look[7]]),
        encode: { x: 0, y: [1, 2, 3] },
        renderItem: (params, api) => {
          const at = i => api.coord([api.value(0), Math.max(least - 1, Math.min(most + 1, api.value(i)))]);
          const [x, middle] = at(1);
          const low = at(2)[1];
          const high = at(3)[1];
          const last = params.dataIndex === taken.length - 1;
          const stroke = { stroke: last ? tone : c.soft, lineWidth: last ? 2.5 : 1.5 };
          const part = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke });
          /* From where on this look would have said Improved, or Regressed. */
          const bounds = [4, 5].filter(i => api.value(i) >= least && api.value(i) <= most).map(i => ({
            type: 'line',
            shape: { x1: x - 13, y1: at(i)[1], x2: x + 13, y2: at(i)[1] },
            style: { stroke: c.ink, lineWidth: 1.5, lineDash: [3, 3] },
          }));
          return {
            type: 'group',
            children: [...bounds, part(x, low, x, high), part(x - 5, low, x + 5, low), part(x - 5, high, x + 5, high),
              { type: 'circle', shape: { cx: x, cy: middle, r: last ? 5.5 : 4 }, style: { fill: last ? tone : c.soft } }],
          };
        },
        clip: true,
        tooltip: {
          formatter: look => `After ${look.value[0]} pairs: ${percent(look.value[1], 2)}`
            + `<br>${percent(look.value[2], 2)} to ${percent(look.value[3], 2)}`
            + `<br>Improved from ${percent(look.value[4], 2)}, Regressed from ${percent(look.value[5], 2)}`,
        },
        markArea: {
          silent: true, itemStyle: { color: c.band, opacity: 0.75 }, data: [[{ yAxis: below }, { yAxis: above }]],
        },
        markLine: {
          silent: true, symbol: 'none', precision: 12,
          data: [line(below, 'dashed', c.soft), line(above, 'dashed', c.soft), line(0, 'solid', c['strong-rule']),
            {
              xAxis: String(taken.at(-1)[0]), lineStyle: { type: 'dotted', color: tone },
              label: {
                formatter: metric.word, color: tone, fontWeight: 600, fontSize: 12, position: 'end',
                align: taken.at(-1)[0] === places[0] ? 'left' : taken.at(-1)[0] === places.at(-1) ? 'right' : 'center',
              },
            }],
        },
      }],
    };
  };

  /* Scores of both forks, turn by turn; logarithmic where they lie far apart. */
  const turns = (measured, c) => {
    const highest = Math.max(...known([...measured.b.s, ...measured.c.s]));
    const { symbol: unit, factor } = unitFor(measured.unit, highest / 3);
    const scaled = side => ({ ...side, s: side.s.map(value => value === null ? null : value * factor) });
    const pair = { b: scaled(measured.b), c: scaled(measured.c) };
    const values = known([...pair.b.s, ...pair.c.s]).filter(value => value > 0);
    const least = Math.min(...values);
    const most = Math.max(...values);
    const log = most > 3 * least;
    const rounds = Math.max(pair.b.s.length, pair.c.s.length);
    const low = log ? least / 1.4 : least - 0.16 * (most - least) - 1e-9;
    const high = log ? most * 1.2 : most + 0.08 * (most - least) + 1e-9;
    const steps = [];
    if (log) {
      const mantissas = high > 40 * low ? [1] : [1, 2, 5];
      for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
        for (const mantissa of mantissas) {
          const step = mantissa * 10 ** power;
          if (step > low && step < high) steps.push(step);
        }
      }
    }
    const points = side => side.s.map((value, i) => [i + 1, value]);
    const name = { b: 'baseline', c: 'candidate' };
    const trace = (key, colour, type) => ({
      name: name[key], type: 'line', data: points(pair[key]), showSymbol: false, symbol: key === 'b' ? 'rect' : 'circle',
      symbolSize: 5, lineStyle: { color: colour, width: 1.6, type }, itemStyle: { color: colour },
      emphasis: { disabled: true }, connectNulls: false,
    });
    const collections = key => ({
      name: 'collection', type: 'scatter', symbol: 'triangle', symbolSize: 9, z: 4,
      itemStyle: { color: c.regressed, borderColor: c.paper, borderWidth: 1 }, tooltip: { show: false },
      data: pair[key].g.filter(([i]) => pair[key].s[i] !== null).map(([i]) => [i + 1, pair[key].s[i]]),
    });
    const compiling = (key, offset) => ({
      name: 'compiling', type: 'scatter', symbol: 'rect', symbolSize: [1.8, 6], symbolOffset: [offset, -4],
      itemStyle: { color: c.undecided }, silent: true, tooltip: { show: false },
      data: pair[key].j.map(([i]) => [i + 1, low]),
    });
    const ms = (list, i) => { const hit = list.find(entry => entry[0] === i); return hit ? hit[1] : null; };
    const side = (key, i) => {
      if (pair[key].s[i] === undefined || pair[key].s[i] === null) return '';
      const collected = ms(pair[key].g, i);
      const compiled = ms(pair[key].j, i);
      return `<br>${name[key]}: ${score(pair[key].s[i])} ${unit}`
        + (collected === null ? '' : `, collection ${collected} ms`)
        + (compiled === null ? '' : `, compiling ${compiled} ms`);
    };
    const warm = Math.max(pair.b.w, pair.c.w);
    const base = frame(c);
    return {
      ...base,
      grid: { left: 62, right: 18, top: 14, bottom: 40 },
      tooltip: {
        ...base.tooltip, trigger: 'axis', axisPointer: { lineStyle: { color: c['strong-rule'] } },
        formatter: hits => {
          const i = Math.round(hits[0].value[0]) - 1;
          return `Turn ${i + 1}${i < warm ? ', warm-up' : ''}${side('b', i)}${side('c', i)}`;
        },
      },
      xAxis: axis(c, 'turn', {
        type: 'value', min: 0.5, max: rounds + 0.5, splitLine: { show: false }, minInterval: 1,
        axisLabel: { color: c.soft, fontSize: 12, showMinLabel: false, showMaxLabel: false },
      }),
      yAxis: axis(c, unit, {
        type: log ? 'log' : 'value', min: low, max: high, nameGap: 46, splitNumber: 4,
        axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: !log, lineStyle: { color: c.rule } },
        axisLabel: {
          show: !log, color: c.soft, fontSize: 12, showMinLabel: false, showMaxLabel: false, formatter: score,
        },
      }),
      series: [
        {
          ...trace('b', c.base, [5, 3]),
          markArea: warm === 0 ? undefined : {
            silent: true, itemStyle: { color: c.band, opacity: 0.8 },
            label: { position: 'insideTopRight', color: c.soft, fontSize: 12 },
            data: [[{ xAxis: 0.5, name: 'warm-up' }, { xAxis: warm + 0.5 }]],
          },
          markLine: {
            silent: true, symbol: 'none', precision: 12, z: 0, lineStyle: { type: 'solid', color: c.rule },
            label: { position: 'start', color: c.soft, fontSize: 12, formatter: mark => score(mark.value) },
            data: steps.map(step => ({ yAxis: step })),
          },
        },
        trace('c', c.cand, 'solid'),
        collections('b'), collections('c'), compiling('b', -1.5), compiling('c', 1.5),
      ],
    };
  };

  /* Sets of toggles in time and bytes; filled and joined are those that no other one beats in both. */
  const pareto = (matrix, c) => {
    const span = values => {
      const least = Math.min(0, ...values);
      const most = Math.max(0, ...values);
      const air = Math.max(0.08 * (most - least), 1e-3);
      return { min: least - air, max: most + air, digits: most - least < 0.05 ? 1 : 0 };
    };
    const effects = (name, values, more) => {
      const { min, max, digits } = span(values);
      return axis(c, name, {
        type: 'value', min, max, splitNumber: 5, ...more,
        axisLabel: {
          color: c.soft, fontSize: 12, showMinLabel: false, showMaxLabel: false, hideOverlap: true,
          formatter: value => percent(value, digits),
        },
        axisTick: { show: false }, axisLine: { show: false },
      });
    };
    const dot = ([names, time, bytes, number]) => ({ value: [time, bytes], names, number });
    const front = matrix.points.filter(point => point[3]);
    const steps = front.flatMap(([, time, bytes], i) =>
      i === 0 ? [[time, bytes]] : [[time, front[i - 1][2]], [time, bytes]]);
    const zero = value => ({ ...value, lineStyle: { type: 'solid', color: c['strong-rule'] }, label: { show: false } });
    const scatter = more => ({
      type: 'scatter', emphasis: { scale: false },
      tooltip: {
        formatter: ({ data: { names, value } }) =>
          `${names.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}<br>time ${percent(value[0])}, bytes ${percent(value[1])}`,
      }, ...more,
    });
    return {
      ...frame(c),
      grid: { left: 78, right: 18, top: 18, bottom: 44 },
      xAxis: effects('time/op against the baseline', matrix.points.map(point => point[1]), {}),
      yAxis: effects('B/op against the baseline', matrix.points.map(point => point[2]), { nameGap: 56 }),
      series: [
        {
          type: 'line', data: steps, symbol: 'none', silent: true, z: 2, tooltip: { show: false },
          lineStyle: { color: c.cand, width: 1.2, type: [4, 3] },
          markLine: {
            silent: true, symbol: 'none', precision: 12, z: 0, data: [zero({ xAxis: 0 }), zero({ yAxis: 0 })],
          },
        },
        scatter({
          symbolSize: 8, data: matrix.points.filter(point => !point[3]).map(dot),
          itemStyle: { color: c.paper, borderColor: c.soft, borderWidth: 1.4 },
        }),
        scatter({
          symbolSize: 11, z: 3, data: front.map(dot), itemStyle: { color: c.cand },
          labelLayout: { hideOverlap: true },
          label: {
            show: true, position: 'left', distance: 6, color: c.ink, fontSize: 12.5, fontWeight: 600,
            formatter: ({ data: { number } }) => number,
          },
        }),
      ],
    };
  };

  /* A number that doubles from tick to tick, and what is measured at each: dots with intervals on a line. */
  const doubling = (curve, c) => axis(c, curve.param, {
    type: 'log', logBase: 2, min: curve.points[0][0] / 1.2, max: curve.points.at(-1)[0] * 1.2,
    splitLine: { show: false }, axisTick: { show: false },
    axisLabel: { show: false },
  });
  const numbered = (curve, c) => curve.points.map(([x]) => ({
    xAxis: x, lineStyle: { color: c.rule, type: 'solid', width: 1 },
    label: { show: true, position: 'start', formatter: String(x), color: c.soft, fontSize: 12, distance: 5 },
  }));
  const amounts = (c, name, low, high) => axis(c, name, {
    type: 'value', min: low, max: high, nameGap: 46, splitNumber: 4, axisLine: { show: false }, axisTick: { show: false },
    axisLabel: { color: c.soft, fontSize: 12, showMaxLabel: false, formatter: score },
  });
  /* points of [x, value, low, high] */
  const dots = (name, points, colour, { dash = 'solid', symbol = 'circle', most }) => [
    {
      name, type: 'line', data: points.map(([x, value]) => [x, value]), symbol, symbolSize: 8, z: 3,
      lineStyle: { color: colour, width: 2, type: dash }, itemStyle: { color: colour }, emphasis: { disabled: true },
    },
    {
      name, type: 'custom', z: 2, silent: true, clip: true, tooltip: { show: false },
      data: points.map(([x, , low, high]) => [x, low, high ?? most]), encode: { x: 0, y: [1, 2] },
      renderItem: (params, api) => {
        const [x, low] = api.coord([api.value(0), api.value(1)]);
        const high = api.coord([api.value(0), api.value(2)])[1];
        const part = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: colour, lineWidth: 1.5 } });
        return { type: 'group', children: [part(x, low, x, high), part(x - 4, low, x + 4, low), part(x - 4, high, x + 4, high)] };
      },
    },
  ];
  const spelled = (name, [x, value, low, high], curve, unit) =>
    `${curve.param} ${x}, ${name}: ${score(value)}${unit}<br>${score(low)} to ${high === null ? '∞' : score(high)}${unit}`;

  const throughput = (curve, c) => {
    const of = from => curve.points.map(point => [point[0], ...point.slice(from, from + 3)]);
    const most = 1.08 * Math.max(...curve.points.flatMap(point => point.slice(1, 7)), ...curve.others.map(other => other[3]));
    const sides = { baseline: of(1), candidate: of(4) };
    const ends = [curve.points[0][0], curve.points.at(-1)[0]];
    const others = curve.others.flatMap(([name, value, low, high]) => [{
      name, type: 'line', data: ends.map(x => [x, value]), symbol: 'none', z: 2,
      lineStyle: { color: c.undecided, width: 2, type: 'dotted' }, emphasis: { disabled: true },
      tooltip: { show: false },
      markArea: { silent: true, itemStyle: { color: c.undecided, opacity: 0.12 }, data: [[{ yAxis: low }, { yAxis: high }]] },
    }]);
    const base = frame(c);
    return {
      ...base,
      tooltip: { ...base.tooltip, formatter: hit => spelled(hit.seriesName, sides[hit.seriesName][hit.dataIndex], curve, ` ${curve.unit}`) },
      xAxis: doubling(curve, c), yAxis: amounts(c, '', 0, most),
      series: [
        ...dots('baseline', sides.baseline, c.base, { dash: [5, 3], symbol: 'rect' }),
        ...dots('candidate', sides.candidate, c.cand, {}), ...others,
        { type: 'line', data: [], markLine: { silent: true, symbol: 'none', precision: 12, data: numbered(curve, c) } },
      ],
    };
  };

  const speedup = (curve, c) => {
    const points = curve.points.map(point => [point[0], ...point.slice(7, 10)]);
    const most = 1.12 * Math.max(1, ...points.map(([, value, , high]) => Math.min(high ?? value, 2 * value)));
    const knee = curve.knee === null ? [] : [{
      xAxis: curve.knee, lineStyle: { type: 'dotted', color: c.cand, width: 2 },
      label: { show: true, position: 'end', formatter: 'knee', color: c.cand, fontWeight: 600, fontSize: 12 },
    }];
    const base = frame(c);
    return {
      ...base,
      grid: { ...base.grid, top: 24 },
      tooltip: { ...base.tooltip, formatter: hit => spelled('speed-up', points[hit.dataIndex], curve, '×') },
      xAxis: doubling(curve, c),
      yAxis: {
        ...amounts(c, '', 0, most),
        axisLabel: { color: c.soft, fontSize: 12, showMaxLabel: false, formatter: value => `${score(value)}×` },
      },
      series: [
        ...dots('speed-up', points, c.cand, { most }),
        {
          type: 'line', data: [], markLine: {
            silent: true, symbol: 'none', precision: 12,
            data: [...numbered(curve, c), line(1, 'dashed', c['strong-rule']), ...knee],
          },
        },
      ],
    };
  };

  const option = (box, c) => {
    if (box.dataset.chart === 'pareto') return pareto(data.matrix, c);
    const id = box.closest('[data-section]').dataset.section;
    const section = data[id];
    if (box.dataset.chart === 'throughput') return throughput(section, c);
    if (box.dataset.chart === 'speedup') return speedup(section, c);
    if (box.dataset.chart === 'turns') {
      const choice = document.querySelector(`select[data-pair="${id}"]`);
      return turns(section.pairs[choice.selectedIndex], c);
    }
    const radio = document.querySelector(`input[name="metric-${id}"]:checked`);
    const metric = section.metrics.find(each => radio && each.label === radio.value) || section.metrics[0];
    return box.dataset.chart === 'pairs' ? pairs(metric, c) : looks(metric, section.plan, c);
  };
  const draw = box => {
    const chart = charts.get(box) || echarts.init(box, null, { renderer: 'svg' });
    charts.set(box, chart);
    chart.setOption(option(box, palette()), true);
  };
  const redraw = boxes => boxes.filter(box => charts.has(box)).forEach(draw);
  const boxes = [...document.querySelectorAll('.chart')];

  const seen = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && !charts.has(target)) draw(target);
    }
  }, { rootMargin: '300px' });
  boxes.forEach(box => seen.observe(box));
  const resized = new ResizeObserver(entries => {
    for (const { target, contentRect } of entries) {
      if (contentRect.width > 0 && !matchMedia('print').matches) charts.get(target)?.resize();
    }
  });
  boxes.forEach(box => resized.observe(box));

  document.addEventListener('dyno-theme', () => redraw(boxes));
  /* On paper a chart keeps the size it was drawn in, and a view box lets it shrink into its column. */
  addEventListener('beforeprint', () => {
    for (const box of boxes.filter(each => each.offsetWidth > 0)) {
      draw(box);
      const svg = box.querySelector('svg');
      svg.setAttribute('viewBox', `0 0 ${svg.getAttribute('width')} ${svg.getAttribute('height')}`);
    }
  });
  addEventListener('afterprint', () => {
    for (const box of boxes) box.querySelector('svg')?.removeAttribute('viewBox');
    redraw(boxes);
  });

  /* The controls of a section: which metric, which pair. */
  const reasons = id => {
    const radio = document.querySelector(`input[name="metric-${id}"]:checked`);
    for (const reason of document.querySelectorAll(`#${id} [data-reason]`)) {
      reason.hidden = Boolean(radio) && reason.dataset.reason !== radio.value;
    }
  };
  Object.keys(data).forEach(reasons);
  document.addEventListener('change', ({ target }) => {
    const section = target.closest?.('article');
    if (!section || !(target.matches('[data-pair]') || target.matches('.tabs input'))) return;
    reasons(section.id);
    redraw([...section.querySelectorAll('.chart')]);
  });
})();
