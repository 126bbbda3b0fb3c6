// Full-text search in scripts that are loaded piece by piece, so that it works from disk. What it says stands in the
// page; how the index is written, and how words are folded, in briefs/search. Published without these comments, and
// written close, for it is to be 4 KB.
// M: the head of the index; K: patterns of the words asked for; F: what was found, [id, score, number];
// W: the words.
(()=>{
var D=document,$=id=>D.getElementById(id),tell=s=>$('count').textContent=s,form=$('search'),q=form.q,list=$('found'),more=$('more'),say=form.dataset,
 got={},due={},turn=0,wait,M,K,F,L='[\\p{L}\\p{N}\\p{M}]',re=s=>RegExp(s,'gu'),
 sign=c=>M.signs.indexOf(c),
 wide=s=>re(M.wide).test(s),
 fold=s=>s.normalize('NFKD').toLowerCase().replace(re(M.gone),'').replace(re(M.alike),c=>M.to[M.from.indexOf(c)]).normalize('NFC');
window.briefs=(name,it)=>got[name]=it;

// A script of the index. Another index has another stamp: old and new never mix.
function load(name){
 return due[name]||=new Promise((yes,no)=>{
  var s=D.createElement('script');
  s.onload=()=>yes(got[name]);
  s.onerror=()=>no(name,due[name]=0);
  s.src=say.index+name+'.js?'+(M?M.stamp:Date.now());
  D.head.append(s)
 })
}

// The scores of all that has a word, or while it is open one that begins so: of texts ("a12") and of terms ("g3").
async function score(word,open){
 var all=new Map,names=[],at=w=>M.fences.findLastIndex(f=>f<=w),i=at(word),z=open?Math.min(i+3,at(word+'\uffff')):i;
 for(;i<=z;i++)names.push('w'+[...M.fences[i]].map(c=>c.codePointAt().toString(16)).join('-'));
 (await Promise.all(names.map(load))).join('|').split('|').forEach(line=>{
  var[w,...kinds]=line.split(' ');
  if(w==word||open&&w.startsWith(word))kinds.forEach((s,k)=>{
   var hits=[],n=-1,i=0,m,gap,v,h;
   while(i<s.length){
    for(gap=1,v=32,h=0;v>31;h+=5)gap+=((v=sign(s[i++]))&31)<<h;
    hits.push([n+=gap,sign(s[i++])])
   }
   m=hits.length;
   var rare=Math.log(1+((k?M.terms:M.sizes.length)-m+.5)/(m+.5))/(w==word?1:2);
   hits.forEach(([n,v])=>{
    var id='ag'[k]+n,tf=v>>1,long=k?1:2**((sign(M.sizes[n])-M.mean)/4);
    all.set(id,Math.max(all.get(id)||0,rare*(2.2*tf/(tf+.3+.9*long)+v%2*2)))
   })
  })
 });
 return all
}

// All words must be there; the last is open while it is typed. Of a script without blanks each two letters are a word.
async function search(){
 var mine=++turn;
 history.replaceState(0,'','?q='+encodeURIComponent(q.value));
 M||=await load('meta');
 var W=(fold(q.value).match(re(L+'{1,32}'))||[]).flatMap(w=>w.match(re(M.runs))).filter(w=>!/^[a-z]$/.test(w)),last=W.length-1,
 maps=await Promise.all(W.flatMap((w,i)=>{
  var c=[...w];
  return wide(w)&&c[1]?c.slice(1).map((x,j)=>score(c[j]+x)):[score(w,i==last&&(c[1]||wide(w)))]
 }));
 if(mine!=turn)return;
 K=W.map((w,i)=>re(wide(w)?w:`(?<!${L})${w}`+(i<last?`(?!${L})`:'')));
 F=[...maps[0]?.keys()||[]].filter(id=>maps.every(m=>m.has(id))).map(id=>[id,maps.reduce((sum,m)=>sum+m.get(id),0),+id.slice(1)]).sort((a,b)=>b[1]-a[1]||b[2]-a[2]);
 var terms=F.filter(f=>f[0]>'g');
 F=[...terms.splice(0,5),...F.filter(f=>f[0]<'g'),...terms];
 list.textContent='';
 tell(maps[0]?(F[0]?say.count:say.none).replace('{n}',(F.length+'').replace(/\d/g,d=>say.digits[d])):'');
 return show()
}
async function show(){
 var mine=turn,at=list.children.length,items=await Promise.all(F.slice(at,at+8).map(item));
 if(mine!=turn)return;
 list.append(...items);
 more.hidden=!F[at+8];
 if(at)items[0].querySelector('a').focus()
}

// A result; its excerpt is the passage in which most of the words stand.
async function item([id,,n]){
 var[path,name,about]=(await load(id[0]+(n>>5)))[n&31],text=id<'g',top=-1,i=0,best,
 all=text?await load('text/'+path):['',about],li=$('item').content.cloneNode(1),[tag,a,line]=li.querySelectorAll('a,p');
 for(;i<all.length;i+=2){
  var flat=fold(all[i+1]),hits=K.filter(k=>flat.match(k)).length;
  if(hits>top){top=hits;best=i}
 }
 a.href=path+'.html'+(top&&all[best]?'#'+all[best]:'');
 a.replaceChildren(...marked(name));
 tag.textContent=text?about:say.term;
 line.append(...marked(all[best+1]||'',280));
 return li.firstElementChild
}

// Words as nodes with the hits marked; of many as many as are wanted, from shortly before the first hit.
function marked(text,most){
 var flat='',at=[],out=[],i=0,from=0,end=text.length,c,f;
 for(c of text){
  for(f of fold(c).split('')){flat+=f;at.push(i)}
  i+=c.length
 }
 at.push(i);
 var hits=K.flatMap(k=>[...flat.matchAll(k)].map(h=>[at[h.index],at[h.index+h[0].length]])).sort((a,b)=>a[0]-b[0]);
 if(end>most){
  if(hits[0]?.[0]>90){from=text.indexOf(' ',hits[0][0]-90)+1;out.push('… ')}
  end=Math.min(end,from+most)
 }
 hits.forEach(([a,z])=>{
  if(a<from||z>end)return;
  var mark=D.createElement('mark');
  mark.textContent=text.slice(a,z);
  out.push(text.slice(from,a),mark);
  from=z
 });
 return[...out,text.slice(from,end)+(text[end]?' …':'')]
}

function tried(work){work().catch(part=>tell(say.failed.replace('{part}',part)))}
form.onsubmit=()=>!!tried(search);
form.oninput=()=>{clearTimeout(wait);wait=setTimeout(tried,99,search)};
more.onclick=()=>tried(show);
q.value=new URLSearchParams(location.search).get('q')||'';
q.focus();
if(q.value)tried(search)
})()
